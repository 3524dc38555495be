#!/bin/sh
# Grades one file for one lesson: grade.sh LESSON SOURCE OUTDIR
#
# Compiles, prepares, links, judges. The kit's parts must have been built
# (`make kit`). Leaves record.json and report.txt in OUTDIR, and the file
# `passed` there exactly when the verdict is pass. Prints the report; the exit
# status is 0 for a pass, 1 for any other verdict, 2 if grading broke down.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: grade.sh LESSON SOURCE OUTDIR" >&2
    exit 2
fi
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
CC=${CC:-gcc}
header=$(echo "lessons/$lesson"/*.h)
judge=build/judge/$lesson
mkdir -p "$out"
rm -rf "$out/logs" "$out/passed" "$out/record.json" "$out/report.txt"
mkdir "$out/logs"
export LOCKSTEP_COMPILER="$CC"

judge() {
    status=0
    "$judge" --lesson "$lesson" --source "$source" --out "$out" "$@" ||
        status=$?
    [ "$status" -ne 0 ] || : >"$out/passed"
    exit "$status"
}

# -Og: at -O1 gcc moves stores out of loops, and a race would be shown on a line
# that does not look like one.
flags="-std=gnu11 -D_GNU_SOURCE -g -Og -fsanitize=thread -fno-pie -fno-common"
# shellcheck disable=SC2086 # flags are words
if ! $CC $flags -Wall -Wextra -Ilessons/"$lesson" -c "$source" \
    -o "$out/student.o" 2>"$out/compiler.txt"; then
    judge --build-failed
fi
grader/gate/gate.sh "$out/student.o" "build/probe/$lesson.o" "$header"

# link ENGINE: a probe of the student's object and that engine.
link() {
    sed '/^#/d; s/.*/-Wl,--wrap=&/' "grader/$1/wrapped.txt" >"$out/$1.wrap"
    if ! $CC -fsanitize=thread -no-pie "$out/student.o" \
        "build/probe/$lesson.o" "build/lib/$1.a" "@$out/$1.wrap" \
        -lpthread -o "$out/$1" 2>>"$out/compiler.txt"; then
        judge --build-failed
    fi
}
link explore
link stress
judge
