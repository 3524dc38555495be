#!/bin/sh
# Grades one file for one lesson: grade.sh [--changed|--again] LESSON SOURCE OUTDIR
#
# Builds its probes and lets the judge run them. The kit's parts must have been
# built (`make kit`). Leaves record.json and report.txt in OUTDIR; screen.txt,
# what a learner sees first, where that is not the report; and the file `passed`
# exactly when the verdict is pass. Prints the report; the exit status is 0 for a
# pass, 1 for any other verdict, 2 if grading broke down.
# LOCKSTEP_SANDBOX=on: the compiler and the probes run shut in.
#
# What is graded is the file as it is at the start: OUTDIR/graded.c. `passed`
# holds a digest of it and of all else that decides the verdict; --changed leaves
# what passed with the same one alone, and prints no report. --again takes the
# probes as they were last built there, if that was of the same file: tests judge
# one by several engines.
set -eu
changed='' again=''
case ${1:-} in
--changed) changed=1 ;;
--again) again=1 ;;
*) set -- '' "$@" ;;
esac
shift
if [ $# -ne 3 ]; then
    echo "usage: grade.sh [--changed|--again] LESSON SOURCE OUTDIR" >&2
    exit 2
fi
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
. grader/folder.sh
trials=${LOCKSTEP_TRIALS:-build}
copy=$out/graded.c
name=${source#"$PWD"/}
export LOCKSTEP_NAME="${LOCKSTEP_NAME:-${name#./}}"
export LOCKSTEP_COMPILER="${CC:-gcc}"

# key: the digest. Parts of the kit are as they were if they have not been
# written since; a lesson's header is compiled with the file.
key() {
    {
        env | grep '^LOCKSTEP_' | sort
        cat "$copy.new" "lessons/$lesson"/*.h
        stat -L -c '%n %s %y' "$trials/judge/$lesson" \
            "$trials/probe/$lesson.o" build/lib/stress.o build/lib/explore.o \
            build/bin/gate build/bin/canary grader/*.sh grader/gate/* grader/*/wrapped.txt
    } | sha256sum
}

# results_drop: what an earlier grading left.
results_drop() {
    rm -rf "$out/logs" "$out/passed" "$out/record.json" "$out/report.txt" \
        "$out/screen.txt"
}

folder_take "$out"
if ! source_take "$source" "$copy.new"; then
    results_drop
    exit 2
fi
key=$(key)
if [ -n "$changed" ]; then
    [ "$(cat "$out/passed" 2>&1)" != "$key" ] || exit 0
    printf '  %-6s %s\n' CHECK "$source"
    exec >/dev/null
fi
results_drop || exit 2
[ "$again" ] && cmp -s "$copy.new" "$copy" && [ -e "$out/explore" ] &&
    [ -e "$out/stress" ] || again=
built=0
if [ "$again" ]; then
    rm "$copy.new"
    mkdir -p "$out/logs"
else
    # What could not be built has none.
    rm -f "$out/explore" "$out/stress"
    mv "$copy.new" "$copy"
    folder_has_room "$out"
    sh grader/build.sh "$lesson" "$copy" "$out" 9>&- || built=$?
fi
case $built in
0) set -- ;;
1) set -- --build-failed ;;
3) set -- --build-failed --refused "$out/refused.txt" --tampered ;;
4) set -- --build-failed --refused "$out/refused.txt" ;;
*) exit 2 ;;
esac
status=0
# Criterion puts the judge in a group of its own, where no Ctrl-C comes to. The
# shell gets it, and ends the judge; its workers and probes die with it.
"$trials/judge/$lesson" --lesson "$lesson" --source "$copy" --out "$out" \
    "$@" &
judge=$!
trap 'kill -KILL $judge; trap - INT; kill -INT $$' INT
trap 'kill -KILL $judge; exit 143' TERM
wait "$judge" || status=$?
trap - INT TERM
# Only what the judge says counts: a probe could have left a stamp, too.
rm -f "$out/passed"
[ "$status" -ne 0 ] || echo "$key" >"$out/passed"
if [ "$status" -gt 1 ]; then
    echo "$name: the judge broke down, so there is no verdict." \
        "Next: make doctor" >&2
    exit 2
fi
exit "$status"
