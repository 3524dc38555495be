#!/bin/sh
# rooms.sh: which room of grader/ uses which, as a drawing for Doxygen: a box
# for each part, its rooms within. Arrows that others imply are left out. Reads
# what arrows.sh printed (build/arrows.txt).
set -eu
printf '\n\\dot\n'
awk '
    function part(room) { return substr(room, 1, index(room "/", "/") - 1) }
    function reaches(from, goal, skip, i, n, list) {
        n = split(uses[from], list, " ")
        for (i = 1; i <= n; i++) {
            if (list[i] == goal ? skip == 0 : reaches(list[i], goal, 0))
                return 1
        }
        return 0
    }
    {
        uses[$1] = uses[$1] " " $2
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
        for (user in uses) {
            n = split(uses[user], list, " ")
            for (i = 1; i <= n; i++)
                if (!reaches(user, list[i], 1))
                    printf "    \"%s\" -> \"%s\"\n", user, list[i]
        }
        print "}"
    }' build/arrows.txt
printf '\\enddot\n'
