#!/bin/sh
# Makes a file's probes: build.sh LESSON SOURCE OUTDIR
#
# Compiles the file once, looks at it (the gate), prepares the object, links a
# probe for each engine. The compiler's and linker's words go to
# OUTDIR/compiler.txt, the gate's reasons to OUTDIR/refused.txt; the exit status
# is 1 if the file does not compile or link, 3 if the gate finds it grave, 4 if it
# refuses it for less.
#
# LOCKSTEP_NAME: what the file is called in all that is said of it; without it,
# its path. LOCKSTEP_TRIALS: a folder made by trials.sh, whose graders hold an
# instructor's trials as well. LOCKSTEP_SANDBOX=on: the compiler runs shut in
# (grader/sandbox/); if no sandbox can be made, the exit status is 2.
set -eu
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
header=$(echo "lessons/$lesson"/*.h)
trials=${LOCKSTEP_TRIALS:-build}/probe/$lesson.o
mkdir -p "$out/logs"
: >"$out/refused.txt"

# compiled FLAG...: makes student.o, student.i and student.calls. A sandbox that
# can't be made is 2, a file that does not compile is 1.
compiled() {
    case ${LOCKSTEP_SANDBOX:-off} in
    on)
        build/bin/sandbox compile --parent $$ --source "$source" --header "$header" \
            --object "$out/student.o" --text "$out/student.i" \
            --calls "$out/student.calls" -- "$@"
        ;;
    off)
        TEXT=$out/student.i CALLS=$out/student.calls grader/compile.sh \
            "$source" "$out/student.o" "$@" || return 1
        ;;
    *)
        echo "build.sh: LOCKSTEP_SANDBOX is on or off" >&2
        return 2
        ;;
    esac
}

status=0
compiled -Wall -Wextra "-Ilessons/$lesson" \
    ${LOCKSTEP_NAME:+"-ffile-prefix-map=$source=$LOCKSTEP_NAME"} \
    2>"$out/compiler.txt" || status=$?
if [ "$status" -ne 0 ]; then
    [ "$status" -ne 2 ] || cat "$out/compiler.txt" >&2
    exit "$status"
fi
# Tests open the gate to try what stands behind it.
if [ "${LOCKSTEP_GATE:-shut}" != open ]; then
    build/bin/gate --source "$source" --header "$header" \
        --text "$out/student.i" --object "$out/student.o" \
        --calls "$out/student.calls" \
        --probe "$trials" --allowed grader/gate/allowed.txt \
        --tamper grader/gate/tamper.txt >"$out/refused.txt"
fi

# Static data will lie in the probe's file, byte for byte, and a file that grows
# past what batch/work/guard.c allows would look like the machine's fault.
if ! size "$out/student.o" | awk -v most=64 -v source="$source" 'END {
    mebibytes = ($2 + $3) / 1048576
    if (mebibytes > most) {
        printf "%s: its static data take %.1f MiB, and may take %d.\n", source,
            mebibytes, most
        exit 1
    }
}' >>"$out/compiler.txt"; then
    exit 1
fi
grader/gate/seclude.sh "$out/student.o" "$trials" "$header"

for engine in explore stress; do
    grader/link.sh "$engine" "$out/$engine" "$out/student.o" \
        "$trials" 2>>"$out/compiler.txt" || exit 1
done
