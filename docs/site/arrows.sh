#!/bin/sh
# arrows.sh: sees that no part of grader/ uses what stands above it.
#
# The rooms and their order are those of the table "Where things are" in
# docs/architecture.md: a room may use those that stand below it. Who uses whom
# is read from the objects (which must have been built) and the includes. Prints
# "USER USED" for each pair of rooms; an arrow upwards, a folder that the table
# lacks, and files of a room that use each other in a circle are said on
# standard error, and the exit status is 1.
#
# Compiled for the judge, trial.h includes a header of the judge's, where TRIAL()
# is a Criterion test (one grader file, two compilations). That one is left out.
set -eu
objects=${1:-build/obj/grader}

sources() {
    find grader \( -path grader/tests -o -path grader/lessons -o \
        -path grader/cli \) -prune -o -name '*.[chS]' -print
}

{
    sources | grep -v '\.h$' |
        sed "s|^grader/\(.*\)\.[cS]$|$objects/\1.o|" | sort |
        while read -r object; do
            [ ! -e "$object" ] || echo "$object"
        done | xargs nm -A -P --quiet | sed "s|^$objects|build/obj/grader|"
    sources | grep -v '\.S$' | xargs awk '
        /^#ifdef LOCKSTEP_JUDGE/, /^#e/ { next }
        /^#include "[a-z_0-9]*\// {
            split($0, quoted, "\"")
            file = FILENAME
            sub(/^grader\//, "", file)
            print "include", file, quoted[2]
        }'
} | awk -f docs/site/arrows.awk | sort -u |
    awk '
    # The rooms, the highest first.
    FNR == NR {
        if (/^## /)
            inside = /^## Where things are/
        if (inside && split($0, cell, "`") > 1 && cell[2] ~ /^grader\/.*\/$/) {
            room = substr(cell[2], 8, length(cell[2]) - 8)
            floor[room] = ++rooms
        }
        next
    }
    function room_of(file) {
        return match(file, /\/[^\/]*$/) ? substr(file, 1, RSTART - 1) : ""
    }
    function complain(text) {
        print text | "cat >&2"
        wrong = 1
    }
    {
        user = room_of($1)
        used = room_of($2)
        for (i = 1; i <= 2; i++) {
            room = room_of($i)
            if (!(room in floor) && !missing[room]++)
                complain("grader/" room "/ is no room of docs/architecture.md")
        }
        if (user != used) {
            if (!arrow[user, used]++)
                print user, used
            if (floor[user] >= floor[used])
                complain("grader/" $1 " uses " $2 ", which stands above it: " $3)
        } else if ($3 != "(header)") {
            uses[$1] = uses[$1] " " $2
        }
    }
    # What a file reaches within its room, by depth-first search.
    function reaches(from, goal, visited, list, count, i) {
        count = split(uses[from], list, " ")
        for (i = 1; i <= count; i++) {
            if (list[i] == goal)
                return 1
            if (!visited[list[i]]++ && reaches(list[i], goal, visited))
                return 1
        }
        return 0
    }
    END {
        for (file in uses) {
            split("", visited)
            if (reaches(file, file, visited))
                complain("grader/" file " uses itself, in a circle of files")
        }
        exit wrong
    }' docs/architecture.md -
