#!/bin/sh
# Gradescope's zip does what it must where Gradescope unpacks it: it holds no
# answer, its setup builds the kit, and every submission leaves a results.json,
# also if grading breaks down.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/gradescope
rm -rf "$out"
mkdir -p "$out"
kit=$PWD
unset MAKEFLAGS MFLAGS MAKELEVEL
zip=$PWD/build/gradescope/autograder.zip

# unpacked NAME LESSON...: as Gradescope does it, into $out/NAME.
unpacked() {
    export AUTOGRADER="$out/$1"
    shift
    make -s gradescope L="$*" || exit 1
    mkdir -p "$AUTOGRADER/source" "$AUTOGRADER/results"
    bsdtar -xf "$zip" -C "$AUTOGRADER/source"
    cp "$AUTOGRADER/source/run_autograder" "$AUTOGRADER/run_autograder"
}

# submitted NAME EXPECTED: runs the autograder on $out/NAME and compares
# "score S of M in N tests" with a regular expression.
submitted() {
    rm -rf "$AUTOGRADER/submission" "$AUTOGRADER/results"
    mkdir -p "$AUTOGRADER/results"
    cp -RP "$out/$1" "$AUTOGRADER/submission"
    (cd "$AUTOGRADER" && ./run_autograder) >"$out/$1.txt" 2>&1 ||
        complain "$1: run_autograder failed: $(tail -n 3 "$out/$1.txt")"
    said=$("$kit/build/test/results_check" "$AUTOGRADER/results/results.json") ||
        complain "$1: not what Gradescope takes: $said"
    echo "$1: $said"
    echo "$said" | grep -qE "^$2\$" || complain "$1: '$said' is not '$2'"
    [ "$(ls -A "$AUTOGRADER/results")" = results.json ] ||
        complain "$1: there is more than results.json"
}

echo "== two lessons: no answers in the zip, and it builds"
unpacked two 01 15
for root in setup.sh run_autograder; do
    [ -x "$AUTOGRADER/source/$root" ] || complain "$root is no program"
    bsdtar -tf "$zip" | grep -qx "$root" || complain "$root is not in the root"
done
for answer in solutions mutants variants tests; do
    find "$AUTOGRADER" -name "$answer" | grep . && complain "$answer is in it"
done
for lesson in 01_lock 15_dining_philosophers; do
    for file in "solutions/$lesson"/*.c; do
        find "$AUTOGRADER" -name '*.c' -exec cmp -s "$file" {} \; -print |
            grep . && complain "the solution of $lesson is in it"
    done
done
"$AUTOGRADER/source/setup.sh" >"$out/setup.txt" 2>&1 || {
    tail -n 20 "$out/setup.txt"
    complain "setup.sh failed"
    exit 1
}

echo "== submissions"
mkdir -p "$out/right/lessons/01_lock" "$out/right/15" "$out/skeleton" \
    "$out/empty" "$out/hostile"
cp solutions/01_lock/counter.c "$out/right/lessons/01_lock/"
cp solutions/15_dining_philosophers/table.c "$out/right/15/"
cp grader/lessons/01_lock/skeleton.c "$out/skeleton/counter.c"
cp grader/tests/hostile/unsanitized.c "$out/hostile/counter.c"
ln -s /autograder/source "$out/hostile/link"
mkfifo "$out/hostile/pipe.c"
submitted right 'score 100 of 100 in 2 tests'
submitted skeleton 'score [1-4]?[0-9](\.[0-9]+)? of 100 in 2 tests'
submitted hostile 'score 0 of 100 in 2 tests'
submitted empty 'score 0 of 100 in 2 tests'

echo "== one lesson: a file's name is enough, though another lesson has it, too"
mv "$AUTOGRADER/source/lockstep/build" "$out/built"
unpacked one 15
mv "$out/built" "$AUTOGRADER/source/lockstep/build"
mkdir -p "$out/table"
cp solutions/15_dining_philosophers/table.c "$out/table/"
submitted table 'score 100 of 100 in 1 tests'

echo "== what Gradescope received in time is in time, whenever it is graded"
printf '15_dining_philosophers 1 2026-01-20T23:59Z\nlate_per_day 10\n' \
    >"$AUTOGRADER/source/policy.txt"
cat >"$AUTOGRADER/submission_metadata.json" <<'END'
{"id": 1, "created_at": "2026-01-19T10:00:00.000000-08:00",
 "assignment": {"due_date": "2026-01-20T23:59:00.000000-08:00",
                "total_points": "20.0"},
 "users": [{"email": "a@example.edu", "id": 1, "name": "Ida Lund"}]}
END
submitted table 'score 20 of 20 in 1 tests'
rm "$AUTOGRADER/submission_metadata.json"

echo "== grading breaks down: it is said, and takes nothing off"
export TMPDIR=/dev/null
submitted right 'score 0 of 0 in 1 tests'
unset TMPDIR
mv "$AUTOGRADER/source/lockstep/build/bin/grade" "$out/grade"
submitted right 'score 0 of 0 in 1 tests'
grep -q 'not yours' "$AUTOGRADER/results/results.json" ||
    complain "it is not said whose fault it is"
exit "$wrong"
