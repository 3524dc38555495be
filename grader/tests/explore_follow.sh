#!/bin/sh
# Each lesson's solution, taken along every failing schedule of its skeleton:
# nothing goes wrong, and where a lock is the answer a thread is seen waiting.
set -eu
cd "$(dirname "$0")/../.."
export CC="${CC:-gcc}"
out=build/test/explore/follow
failures=0
rm -rf "$out"

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# trials RECORD: those that have a failing schedule.
trials() {
    awk '/^      "name": / { split($0, word, "\""); trial = word[4] }
         /^ *"id": / { print trial }' "$1"
}

# follow LESSON SOLUTION: sets `waits` to the trials in which somebody waits.
follow() {
    lesson=$1 waits=''
    broken=$out/$lesson/broken right=$out/$lesson/right
    mkdir -p "$broken" "$right"
    cp "grader/lessons/$lesson/skeleton.c" "$broken/$(basename "$2")"
    LOCKSTEP_ENGINES=explore grader/grade.sh "$lesson" \
        "$broken/$(basename "$2")" "$broken" >/dev/null || :
    grader/build.sh "$lesson" "$2" "$right"
    for trial in $(trials "$broken/record.json"); do
        ladder=$right/$trial.txt
        "build/judge/$lesson" --lesson "$lesson" --source "$2" --out "$right" \
            --trial "$trial" --follow "$broken/record.json" >"$ladder" ||
            fail "$2 along the schedule of $trial: $(tail -n 3 "$ladder")"
        if grep -q ' waits ' "$ladder"; then
            waits="$waits $trial"
        fi
    done
}

for solution in solutions/*/*.c; do
    if [ ! -e "$solution" ]; then
        echo "There are no solutions here."
        exit 77
    fi
    follow "$(basename "$(dirname "$solution")")" "$solution"
    case $solution:$waits in
    */01_*:*two_threads* | */03_*:*opposite_directions*) ;;
    */01_* | */03_*) fail "$solution: nobody is seen waiting, but in:$waits" ;;
    esac
done

# A schedule that is none is told from one that can't be followed.
record=$out/01_lock/broken/record.json
if build/judge/01_lock --lesson 01_lock --source solutions/01_lock/counter.c \
    --out "$out/01_lock/right" --trial one_thread --follow "$record" \
    >/dev/null 2>"$out/none"; then
    fail "one_thread has no failing schedule, and it was followed"
fi
grep -q 'no failing schedule of one_thread' "$out/none" ||
    fail "it is not said that one_thread has no failing schedule"
echo "$failures failures"
[ "$failures" -eq 0 ]
