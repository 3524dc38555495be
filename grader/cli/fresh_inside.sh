#!/bin/sh
# fresh_inside.sh LESSON...: what is proved in the machine that fresh_arm64.sh
# emulates, as a plain user in a copy of the tree.
#
# The README's two commands, and its answers, by both compilers; then what
# depends on the processor: how fibers switch, what a crash leaves in registers,
# what compilers' text and objects look like, in which order atomics act.
. grader/cli/common.sh
. grader/cli/fresh_parts.sh

# step WHAT COMMAND...: runs it; its words are shown if it fails.
step() {
    what=$1
    shift
    begun=$(date +%s) status=0
    "$@" >build/step.txt 2>&1 || status=$?
    [ "$status" -eq 0 ] || tail -n 25 build/step.txt | sed 's/^/  | /'
    expect "$what ($(($(date +%s) - begun)) s)" 0 "$status"
}

verdict() {
    record_get "build/check/$1/record.json" verdict
}

# found LESSON: whether its record has a finding.
found() {
    [ -n "$(record_finding "build/check/$1/record.json")" ] && echo yes
}

# check_all COMPILER LESSON...
check_all() {
    CC=$1
    export CC
    shift
    step "$CC: doctor" make doctor
    grep -E '^ +(BAD|note)' build/step.txt || true
    skeletons_restore
    for lesson in "$@"; do
        begun=$(date +%s)
        make check L="$lesson" >build/step.txt 2>&1 || true
        expect "$CC: $lesson as it is shipped ($(($(date +%s) - begun)) s)" \
            fail "$(verdict "$lesson")"
        expect "$CC: $lesson has a finding" yes "$(found "$lesson")"
        [ -e "solutions/$lesson" ] || continue
        cp "solutions/$lesson"/*.c "lessons/$lesson/"
        step "$CC: $lesson solved" make check L="$lesson"
        [ "$status" -eq 0 ] || continue
        expect "$CC: $lesson solved, its verdict" pass "$(verdict "$lesson")"
    done
}

mkdir -p build
uname -srm
gcc --version | head -n 1
check_all gcc "$@"

# Nothing of it is a lesson's.
export CC=gcc
step "the tests are built" make build/test/unit_explore build/bin/sandbox \
    build/test/aftermath build/test/record_facts build/test/record_same \
    build/lib/games_explore.o
step unit_explore sh grader/tests/unit.sh build/test/unit_explore
for test in accesses calls games names semantics "litmus message_passing \
    store_buffering load_buffering release_sequence mutex_orders"; do
    # shellcheck disable=SC2086 # words
    set -- $test
    name=explore_$1
    shift
    step "$name $*" sh "grader/tests/$name.sh" "$@"
done
# What the gate refuses, whatever it would do behind it.
grep -lE '^ \* Verdict: (build|integrity)' grader/tests/hostile/*.c |
    xargs grep -LE '^ \* (Needs|Behind the gate|Wall):' >build/refused.txt
while read -r file; do
    step "gate: $(basename "$file" .c)" sh grader/tests/hostile.sh "$file"
done <build/refused.txt

echo "$passed passed, $failed failed"
