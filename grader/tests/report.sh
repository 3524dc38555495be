#!/bin/sh
# Compares what a learner reads with what it should be:
# report.sh [--refresh] NAME
#
# The report on reports/NAME.c, graded for the lesson that its first comment
# names, must be reports/NAME.expected once what may vary is replaced. "Gate:
# open" in that comment shows what stands behind the gate, and "Engines: explore"
# leaves out what real threads show. With --refresh the expectation is written
# anew; read the difference before it is committed, as a beginner would.
. grader/tests/expect.sh
refresh=''
if [ "$1" = --refresh ]; then
    refresh=yes
    shift
fi
case $(basename "${CC%% *}") in
gcc*) ;;
*)
    echo "lines and words are compared as gcc has them"
    exit 77
    ;;
esac
name=$1
file=grader/tests/reports/$name.c
expected=grader/tests/reports/$name.expected
lesson=$(promised "$file" Lesson)
LOCKSTEP_GATE=$(promised "$file" Gate)
engines=$(promised "$file" Engines)
LOCKSTEP_ENGINES=${engines:-explore,stress}
export LOCKSTEP_GATE LOCKSTEP_ENGINES
out=build/test/out/report/$name

# What two machines or two versions of the kit may say differently: paths,
# addresses, where in a section the linker missed something, numbers and ids of
# schedules, a locale's quotation marks.
normal() {
    sed -E "s|$out|OUT|g; s|$PWD/||g
        s/‘/'/g; s/’/'/g
        s/:\([a-z_.]+\+0x[0-9a-f]+\):/:/
        s/0x[0-9a-f]{4,}/ADDRESS/g
        s/S=[0-9A-Z]+/S=ID/
        s/all [0-9,]+ schedules/all N schedules/
        s/[0-9,]+ (classes|schedules run)/N \1/g
        s/(and|or) [0-9,]+ random/\1 N random/
        s/[0-9]+ (more in record)/N \1/" "$1"
}

mkdir -p "$out"
grade "$lesson" "$file" "$out"
normal "$out/report.txt" >"$out/report.normal"
if [ -n "$refresh" ]; then
    cp "$out/report.normal" "$expected"
elif ! diff -u "$expected" "$out/report.normal"; then
    complain "the report is not as in $expected"
fi
exit "$wrong"
