#!/bin/sh
# Grades code that tries to get around grading: hostile.sh FILE
#
# FILE stands in for lesson 01's counter.c. The comment that opens it states the
# verdict and, for a failure, the finding that it must get. Where the gate
# refuses the file, "Behind the gate:" states the verdict that it must get all
# the same if it came past it. Unless the verdict is a pass, the code races, and
# no trial in which threads meet may give it a point, whatever else happens.
. grader/tests/expect.sh
file=$1
out=build/test/out/hostile/$(basename "$file" .c)
mkdir -p "$out"

# attack VERDICT FINDING: grades it, and compares.
attack() {
    grade 01_lock "$file" "$out"
    case $1-$2 in
    pass- | integrity- | build- | fail-?*) ;;
    *) complain "what is promised: verdict '$1', finding '$2'" ;;
    esac
    expect_verdict "$1"
    if [ -n "$2" ]; then
        expect_finding "$2"
    fi
    if [ "$1" != pass ]; then
        for trial in two_threads many_threads; do
            has "trial $trial [^ ]+ 0 [1-9][0-9]*" ||
                complain "points for racing code: $(grep "trial $trial " "$facts")"
        done
    fi
}

finding=$(promised "$file" Finding)
behind=$(promised "$file" 'Behind the gate')
if [ -n "$behind" ]; then
    attack "$(promised "$file" Verdict)" ''
    export LOCKSTEP_GATE=open
    attack "$behind" "$finding"
else
    attack "$(promised "$file" Verdict)" "$finding"
fi
exit "$wrong"
