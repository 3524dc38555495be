#!/bin/sh
# The kit's own tests: run.sh [LESSON...]
#
# Gathers jobs, each a name and a command, from what lies in the tree; nothing
# lists lessons or answers by name, and a folder that isn't there (a student's
# copy has no solutions/) only means fewer jobs. They run two at a time
# (JOBS=n: n at a time), each with a log of its own under build/test/log/. With
# lessons (make's L=) only their jobs run; T= is a regular expression that names
# must match. With ALL=1 or T= also what is slow and seldom breaks: seldom_*, and
# more seeds where a test takes them. Mutants are judged by both engines if they
# were asked for (L=, T=, ALL=1); else by the explorer alone, and a third of them
# and of the hostile files by turns: TURN=0, 1 or 2, or the day's. A job that
# exits with 77 could not be tried here and says why. The exit status is 0 only
# if no job failed.
set -eu
cd "$(dirname "$0")/../.."
. grader/cli/common.sh
. grader/tests/answers.sh
filter=${T:-}
seldom=${ALL:-$filter}
engines=explore
turn=${TURN:-$(($(date +%s) / 86400 % 3))}
if [ $# -gt 0 ] || [ "$seldom" ]; then
    engines=
    turn=
fi
if [ $# -gt 0 ]; then
    chosen=$(lessons_chosen "$@") || exit 2
    filter="[^ ]*/($(echo "$chosen" | paste -s -d '|'))[/ ]"
fi
tests=grader/tests
export CC="${CC:-gcc}"

# all PATTERN...: those that exist.
all() {
    for file in "$@"; do
        if [ -e "$file" ]; then
            echo "$file"
        fi
    done
}

# name FILE: what a file is called, without folder and suffix.
name() {
    file=${1##*/}
    echo "${file%.*}"
}

# answers KIND FILE...: a job for each file, which lies in a folder of
# solutions/ or grader/lessons/ that is named for the lesson.
answers() {
    kind=$1
    shift
    for file in $(all "$@"); do
        lesson=$(lesson_of "$file")
        echo "$kind/$lesson/$(name "$file")" \
            "$tests/subject.sh $kind $lesson $file"
    done
}

# turns: of the jobs on standard input those whose turn it is.
turns() {
    awk -v turn="$turn" 'turn == "" || NR % 3 == turn'
}

jobs_gather() {
    for unit in $(all build/test/unit build/test/unit_*[!d]); do
        echo "unit/$(name "$unit") $tests/unit.sh $unit"
    done
    for test in $(all $tests/alone_*.sh $tests/explore_*.sh \
        $tests/batch_*.sh ${seldom:+$tests/seldom_*.sh}); do
        echo "$(name "$test") $test"
    done
    for file in $(all $tests/hostile/*.c); do
        echo "hostile/$(name "$file") $tests/hostile.sh $file"
    done | turns
    for file in $(all $tests/reports/*.expected); do
        echo "report/$(name "$file") $tests/report.sh $(name "$file")"
    done
    for file in $(all grader/lessons/*/trials.c); do
        lesson=$(lesson_of "$file")
        echo "lesson/$lesson $tests/lesson.sh $lesson"
        echo "text/$lesson $tests/text.sh $lesson"
        echo "skeleton/$lesson $tests/subject.sh skeleton $lesson" \
            "grader/lessons/$lesson/skeleton.c"
    done
    answers solution solutions/*/*.c
    answers variant grader/lessons/*/variants/*.c
    answers mutant grader/lessons/*/mutants/*.patch | turns |
        sed "s/\$/${engines:+ $engines}/"
}

# Two at once would write into each other's files.
mkdir -p build/test
exec 8>build/test/running
if ! flock -n 8; then
    echo "make test is at work in this tree; wait for it, or use a clone." >&2
    exit 2
fi
rm -rf build/test/log build/test/out build/test/results
mkdir -p build/test/log build/test/out
: >build/test/results
jobs_gather | { grep -E "^[^ ]*($filter)" || :; } >build/test/jobs
if [ ! -s build/test/jobs ]; then
    echo "No test is named like '$filter'." >&2
    exit 2
fi
if [ -n "$turn" ]; then
    echo "mutants, hostile files: a third, TURN=$turn (all: make test ALL=1)"
fi
xargs -P "${JOBS:-2}" -L 1 $tests/job.sh <build/test/jobs 8>&- || :

# count WORD: how many jobs ended so.
count() {
    grep -c "^$1 " build/test/results || :
}
asked=$(grep -c . build/test/jobs)
passed=$(count ok) skipped=$(count skipped)
failed=$((asked - passed - skipped))
if [ "$failed" -ne 0 ]; then
    echo
    sed -n 's/^FAILED \(.*\) .*/FAILED \1: build\/test\/log\/\1.log/p' \
        build/test/results | sort
fi
if [ "$asked" -gt 50 ]; then
    echo "the slowest, in seconds:"
    sort -k 3,3nr build/test/results | awk 'NR <= 20 { print "  " $3 " " $2 }'
fi
if [ "$skipped" -ne 0 ]; then
    echo "$skipped skipped"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
