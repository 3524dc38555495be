#!/bin/sh
# A machine that cannot detect races never costs points: such a grading is
# `invalid`, says what to do, and a learner's race is not a failure there.
#
# The machine is played by a copy of the tree made of links, in which the linker
# makes some other program instead of a probe (see machine/), and by a limit
# under which ThreadSanitizer really can't start.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/machine
rm -rf "$out"

# machine NAME PROBE CONTROL: a tree whose probes are PROBE.c and whose control
# probe is CONTROL.c; "real" stands for the kit's own.
machine() {
    tree=$out/$1
    mkdir -p "$tree/build/bin"
    for part in grader lessons build/judge build/probe build/lib build/test; do
        ln -s "$PWD/$part" "$tree/$part"
    done
    cp build/bin/gate "$tree/build/bin/gate"
    if [ "$3" = real ]; then
        cp build/bin/canary "$tree/build/bin/canary"
    else
        $CC -g -no-pie -Igrader "grader/tests/machine/$3.c" \
            -o "$tree/build/bin/canary"
    fi
    {
        echo '#!/bin/sh'
        echo "# Links machine/$2.c where a probe is asked for."
        echo "case \$* in *-no-pie*) ;; *) exec $CC \"\$@\" ;; esac"
        echo "while [ \"\$1\" != -o ]; do shift; done"
        echo "exec $CC -g -no-pie -Igrader grader/tests/machine/$2.c -o \"\$2\""
    } >"$tree/cc"
    chmod +x "$tree/cc"
}

# graded NAME SOURCE: grades in that tree.
graded() {
    cd "$out/$1" || exit 1
    saved=$CC
    CC=$out/$1/cc
    grade 01_lock "$2" "$out/$1/result"
    CC=$saved
    cd "$root" || exit 1
}

expect_invalid() {
    expect_verdict invalid
    if grep -q '^finding' "$facts"; then
        complain "a finding is charged: $(kinds)"
    fi
    if ! grep -q 'make doctor' "$1/report.txt"; then
        complain "$1/report.txt does not say what to do"
    fi
}

root=$PWD
racy=$root/grader/lessons/01_lock/skeleton.c
mkdir -p "$out"
cp "$racy" "$out/racy.c"

echo "== ThreadSanitizer cannot start"
machine no_start fatal fatal
graded no_start "$out/racy.c"
expect_invalid "$out/no_start/result"

echo "== it starts, but sees no race, not even the control's"
machine blind silent silent
graded blind "$out/racy.c"
expect_invalid "$out/blind/result"

echo "== it sees the control's race, but not the one after the learner's code"
machine silenced silent real
graded silenced "$out/racy.c"
expect_verdict integrity

echo "== memory is limited, so ThreadSanitizer really cannot start"
(
    # shellcheck disable=SC3045 # dash has it
    ulimit -v 8000000
    grade 01_lock "$out/racy.c" "$out/limited"
    expect_invalid "$out/limited"
    exit "$wrong"
) || wrong=1

echo "== and without all that the same file fails"
grade 01_lock "$out/racy.c" "$out/plain"
expect_verdict fail
exit "$wrong"
