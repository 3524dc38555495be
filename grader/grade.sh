#!/bin/sh
# Grades one file for one lesson: grade.sh LESSON SOURCE OUTDIR
#
# Builds its probes and lets the judge run them. The kit's parts must have been
# built (`make kit`). Leaves record.json and report.txt in OUTDIR, and the file
# `passed` there exactly when the verdict is pass. Prints the report; the exit
# status is 0 for a pass, 1 for any other verdict, 2 if grading broke down.
# LOCKSTEP_SANDBOX=on: the compiler and the probes run shut in.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: grade.sh LESSON SOURCE OUTDIR" >&2
    exit 2
fi
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
rm -rf "$out/logs" "$out/passed" "$out/record.json" "$out/report.txt"
export LOCKSTEP_COMPILER="${CC:-gcc}"

built=0
grader/build.sh "$lesson" "$source" "$out" || built=$?
case $built in
0) set -- ;;
1) set -- --build-failed ;;
3) set -- --build-failed --refused "$out/refused.txt" --tampered ;;
4) set -- --build-failed --refused "$out/refused.txt" ;;
*) exit 2 ;;
esac
status=0
"${LOCKSTEP_TRIALS:-build}/judge/$lesson" --lesson "$lesson" --source "$source" --out "$out" \
    "$@" || status=$?
# Only what the judge says counts: a probe could have left a stamp, too.
rm -f "$out/passed"
[ "$status" -ne 0 ] || : >"$out/passed"
exit "$status"
