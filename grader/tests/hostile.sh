#!/bin/sh
# Grades code that tries to get around grading: hostile.sh FILE
#
# FILE stands in for lesson 01's counter.c. The comment that opens it promises:
#
#     Verdict: what it gets
#     Behind the gate: where the gate refuses it, what it must get all the same
#         if it came past it and ran in the sandbox
#     Finding: of a failure, one of the findings; a regular expression
#     Needs: sandbox -- it could hurt the machine, so it is compiled and run in
#         no other place
#     Wall: seconds after which its probes are stopped, for what never ends
#     Reason: without a line -- the gate knows no line to name
#
# Unless the verdict is a pass, the code races, and no trial in which threads
# meet may give it a point, whatever else happens. Nothing of it is left running,
# and nothing that it could have found here is in the record or has changed.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
file=$1
out=$PWD/build/test/out/hostile/$(basename "$file" .c)
rm -rf "$out"
mkdir -p "$out/home/tmp"
needs=$(promised "$file" Needs)

# What it may neither read nor change.
export HOME="$out/home" TMPDIR="$out/home/tmp"
secret=SECRET$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
echo "$secret" >"$HOME/$secret.txt"
echo "$secret" >"$TMPDIR/$secret.txt"
export LOCKSTEP_UNKNOWN="$secret"

# grade.sh leaves no process and comes to an end.
grade_with='build/test/aftermath 300'
wall=$(promised "$file" Wall)
if [ -n "$wall" ]; then
    export LOCKSTEP_WALL="$wall"
fi

# sandbox_works: can one be made here? Asked once for all tests.
sandbox_works() {
    known=build/test/out/sandbox.txt
    if [ ! -f $known ]; then
        build/bin/sandbox works >"$out/sandbox.txt" || :
        mv "$out/sandbox.txt" $known
    fi
    grep -q '^A sandbox can be made' $known
}

belongings() {
    find "$HOME" -exec ls -dn --time-style=+ {} + -type f -exec cksum {} +
}

# The reason names a line of the file, and says more than that.
expect_reason() {
    line='[1-9][0-9]*'
    case $(promised "$file" Reason) in
    'without a line') line= ;;
    esac
    if [ -s "$out/refused.txt" ]; then
        grep -qE "^$file:${line:+$line:} [^ ]+ [^ ]+ .*" "$out/refused.txt" ||
            complain "no reason with a line: $(cat "$out/refused.txt")"
    elif [ "$1" != build ] || [ ! -s "$out/compiler.txt" ]; then
        complain "nothing says why"
    fi
}

# attack VERDICT FINDING: grades it, and compares.
attack() {
    belongings >"$out/before.txt"
    grade 01_lock "$file" "$out"
    belongings >"$out/after.txt"
    cmp "$out/before.txt" "$out/after.txt" ||
        complain "what is in HOME has changed"
    ! grep -q "$secret" "$out/record.json" || complain "it learned a secret"
    ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$out/report.txt" ||
        complain "the report has control characters"
    case $1-$2 in
    pass- | integrity- | build- | fail-?*) ;;
    *) complain "what is promised: verdict '$1', finding '$2'" ;;
    esac
    expect_verdict "$1"
    if [ -n "$2" ]; then
        expect_finding "($2)"
    fi
    case $1 in
    integrity | build) [ "${LOCKSTEP_GATE:-}" = open ] || expect_reason "$1" ;;
    esac
    if [ "$1" != pass ]; then
        for trial in two_threads many_threads; do
            has "trial $trial [^ ]+ 0 [1-9][0-9]*" ||
                complain "points for racing code: $(grep "trial $trial " "$facts")"
        done
    fi
}

finding=$(promised "$file" Finding)
behind=$(promised "$file" 'Behind the gate')
if [ "$needs" = sandbox ]; then
    if ! sandbox_works; then
        cat build/test/out/sandbox.txt
        echo "no sandbox can be made here"
        exit 77
    fi
    export LOCKSTEP_SANDBOX=on
fi
if [ -z "$behind" ]; then
    attack "$(promised "$file" Verdict)" "$finding"
else
    attack "$(promised "$file" Verdict)" ''
    export LOCKSTEP_GATE=open
    if sandbox_works; then
        export LOCKSTEP_SANDBOX=on
    fi
    attack "$behind" "$finding"
fi
exit "$wrong"
