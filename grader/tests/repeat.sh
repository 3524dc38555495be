#!/bin/sh
# The same answer every time: repeat.sh
#
# Grades every skeleton and every solution N times (10) while each core is kept
# busy by something else, and compares. The verdict must be the same each time;
# what the explorer found must be the same to the letter, with its picture and
# its schedule id. LOCKSTEP_ENGINES=explore leaves the real threads out. Prints
# one line for each answer and a last line with the counts.
set -eu
cd "$(dirname "$0")/../.."
times=${N:-10}
out=build/test/repeat
rm -rf "$out"
mkdir -p "$out"

busy=''
for _ in $(seq "$(nproc)"); do
    sh -c 'while :; do :; done' &
    busy="$busy $!"
done
# shellcheck disable=SC2086 # several process numbers
trap 'kill $busy 2>/dev/null' EXIT
trap 'exit 1' INT TERM

# essence FOLDER: what must not change. Of a report by real threads that is the
# verdict alone; of one by the explorer all but the seconds it took.
essence() {
    sed -n 's/^  "verdict": //p' "$1/record.json"
    if grep -q '"engine": "explore",' "$1/record.json" &&
        ! grep -q '"engine": "stress",' "$1/record.json"; then
        grep -v '"seconds":' "$1/record.json"
    fi
    grep -E 'again: make replay' "$1/report.txt" || :
}

passed=0 failed=0
# repeat LESSON FILE: grades it again and again.
repeat() {
    name=$1-$(echo "$2" | cut -d/ -f1)
    differ=0
    for i in $(seq "$times"); do
        grader/grade.sh "$1" "$2" "$out/$name" >/dev/null || :
        essence "$out/$name" >"$out/$name.$i"
        cmp -s "$out/$name.1" "$out/$name.$i" || differ=$((differ + 1))
    done
    verdict=$(sed -n '1s/[",]//gp' "$out/$name.1")
    if [ "$differ" -eq 0 ]; then
        echo "ok $2: $verdict, $times of $times alike"
        passed=$((passed + 1))
    else
        echo "FAILED $2: $differ of $times differ from the first ($verdict)"
        failed=$((failed + 1))
    fi
}

for header in lessons/[0-9]*/*.h; do
    lesson=$(basename "$(dirname "$header")")
    file=$(basename "${header%.h}").c
    repeat "$lesson" "lessons/$lesson/$file"
    repeat "$lesson" "solutions/$lesson/$file"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
