#!/bin/sh
# Compares what a learner reads with what it should be:
# report.sh [--refresh] NAME
#
# The report on reports/NAME.c, graded for the lesson that its first comment
# names, must be reports/NAME.expected once what may vary is replaced. With
# --refresh the expectation is written anew; read the difference before it is
# committed, as a beginner would.
. grader/tests/expect.sh
refresh=''
if [ "$1" = --refresh ]; then
    refresh=yes
    shift
fi
name=$1
file=grader/tests/reports/$name.c
expected=grader/tests/reports/$name.expected
lesson=$(promised "$file" Lesson)
out=build/test/out/report/$name

# What two runs, two compilers or two kits may say differently: addresses,
# numbers of schedules, ids of schedules, and a compiler's words after the place.
normal() {
    sed -E "s|$out|OUT|g; s|$PWD/||g
        s/0x[0-9a-f]{4,}/ADDRESS/g
        s/S=[0-9A-Z]+/S=ID/
        s/all [0-9,]+ schedules/all N schedules/
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
