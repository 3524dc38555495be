#!/bin/sh
# rooms.sh: which room of grader/ uses which, as a drawing for Doxygen: a box
# for each part, its rooms within. Arrows that others imply are left out. Reads
# what arrows.sh printed (build/arrows.txt).
set -eu
printf '\n\\dot\n'
awk '
    function part(room) { return substr(room, 1, index(room "/", "/") - 1) }
    {
        for (i = 1; i <= 2; i++)
            if (!seen[$i]++)
                within[part($i)] = within[part($i)] " " $i
    }
    END {
        print "digraph rooms {\n    rankdir=TB\n    bgcolor=transparent"
        print "    node [shape=box fontname=\"sans-serif\" fontsize=11]"
        print "    graph [fontname=\"sans-serif\" fontsize=11]"
        for (p in within) {
            n = split(within[p], list, " ")
            if (n > 1)
                printf "    subgraph \"cluster_%s\" { label=\"%s\"\n", p, p
            for (i = 1; i <= n; i++)
                printf "    \"%s\"\n", list[i]
            if (n > 1)
                print "    }"
        }
    }' build/arrows.txt
awk -f docs/site/reduce.awk build/arrows.txt |
    sed 's/\(.*\) \(.*\)/    "\1" -> "\2"/'
printf '}\n\\enddot\n'
