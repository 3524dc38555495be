#!/bin/sh
# Each strategy finds bugs alone, and the list of wrapped calls is whole.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

for bug in ab_ba check_then_act if_for_while relock token_ring two_stage_20 \
    work_stealing; do
    build grader/tests/corpus/$bug.c
done
# From every seed, within the budget of a check.
for strategy in pos pct2 pct3 surw walk; do
    for bug in ab_ba check_then_act if_for_while token_ring two_stage_20 \
        work_stealing; do
        # Its owner must be stopped twice: depth 3 is out of PCT's reach at 2.
        [ "$bug $strategy" != 'work_stealing pct2' ] || continue
        for seed in 1 2 3 4 5; do
            check grader/tests/corpus/$bug.c --strategy $strategy --seed $seed
            figures $bug | grep -qE "\"strategy\":\"($strategy|plain)\"" ||
                fail "$bug: another strategy than $strategy was used"
        done
    done
done
for bug in ab_ba check_then_act if_for_while token_ring work_stealing; do
    check grader/tests/corpus/$bug.c --strategy dfs
done

# The plain run preempts nobody: it finds what always happens, and no more.
check grader/tests/corpus/relock.c --strategy plain
observe ab_ba --strategy plain
figures ab_ba | grep -q '"schedules":1,' || fail "plain: more than one schedule"
[ -z "$(field ab_ba finding)" ] || fail "plain: it preempted somebody"

# A depth-first search within a bound preempts no more often than that.
observe check_then_act --strategy dfs --bound 1
[ "$(sed -n '/"t":"trace"/s/.*"preemptions":\([0-9]*\).*/\1/p' \
    "$dir/check_then_act.out")" = 1 ] ||
    fail "one preemption is enough for check_then_act"

# What is wrapped is modelled, and what is modelled is wrapped: in a lesson's
# probe and in a program's, which has more (link.sh).
same() {
    nm "$1" | sed -n 's/^.* [TW] __wrap_//p' | LC_ALL=C sort -u \
        >"$dir/modelled"
    shift
    sed '/^#/d' "$@" grader/explore/wrapped.txt grader/trial/wrapped.txt |
        LC_ALL=C sort -u >"$dir/wrapped"
    diff "$dir/modelled" "$dir/wrapped" ||
        fail "wrapped.txt is not what the explorer models"
}
same build/lib/explore.o
printf '%s\n' main read >"$dir/program.txt"
same build/lib/program.o "$dir/program.txt" grader/explore/files/wrapped.txt
conclude
