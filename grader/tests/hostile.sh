#!/bin/sh
# Grades code that tries to get around grading: hostile.sh FILE
#
# FILE stands in for lesson 01's counter.c. The comment that opens it states the
# verdict and, for a failure, the finding that it must get. Unless that verdict
# is a pass, the code races, and no trial in which threads meet may give it a
# point, whatever else happens.
. grader/tests/expect.sh
file=$1
out=build/test/out/hostile/$(basename "$file" .c)
mkdir -p "$out"

grade 01_lock "$file" "$out"
verdict=$(promised "$file" Verdict) finding=$(promised "$file" Finding)
case $verdict-$finding in
pass- | integrity- | build- | fail-?*) ;;
*) complain "what is promised: verdict '$verdict', finding '$finding'" ;;
esac
expect_verdict "$verdict"
if [ -n "$finding" ]; then
    expect_finding "$finding"
fi
if [ "$verdict" != pass ]; then
    for trial in two_threads many_threads; do
        has "trial $trial [^ ]+ 0 [1-9][0-9]*" ||
            complain "points for racing code: $(grep "trial $trial " "$facts")"
    done
fi
exit "$wrong"
