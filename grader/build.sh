#!/bin/sh
# Makes a file's probes: build.sh LESSON SOURCE OUTDIR
#
# Compiles the file once, checks it (the gate), prepares the object, and links a
# probe for each engine. The compiler's and linker's words go to
# OUTDIR/compiler.txt, the gate's reasons to OUTDIR/refused.txt; the exit status
# is 1 if the file does not compile or link, 3 if the gate finds it grave, 4 if
# it refuses it for less, 2 if that can't be known.
#
# LOCKSTEP_NAME: what the file is called in all that is said about it; without
# it, its path. LOCKSTEP_TRIALS: a folder made by trials.sh, whose graders hold
# an instructor's trials as well. LOCKSTEP_SANDBOX=on: the compiler runs shut in
# (grader/sandbox/); if no sandbox can be made, the exit status is 2.
set -eu
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
. grader/folder.sh
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
        TEXT=$out/student.i CALLS=$out/student.calls sh grader/compile.sh \
            "$source" "$out/student.o" "$@" || return 1
        ;;
    *)
        echo "build.sh: LOCKSTEP_SANDBOX is on or off" >&2
        return 2
        ;;
    esac
}

# named FILE: calls the student's file by its name there.
named() {
    [ -s "$1" ] && [ -n "${LOCKSTEP_NAME:-}" ] || return 0
    SOURCE=$source awk '{
        for (rest = $0; at = index(rest, ENVIRON["SOURCE"]);
            rest = substr(rest, at + length(ENVIRON["SOURCE"])))
            printf "%s", substr(rest, 1, at - 1) ENVIRON["LOCKSTEP_NAME"]
        print rest }' "$1" >"$1.new"
    mv "$1.new" "$1"
}

# failed WHERE: the compiler or linker did. That is the code's fault, unless the
# disk is full or, outside a sandbox, the machine let the compiler down: inside,
# the limits are the sandbox's, and it says itself what is not the code's fault.
failed() {
    named "$out/compiler.txt"
    fault='No space left|Disk quota|File too large|Read-only file system'
    fault="$fault|Input/output error|Cannot allocate memory|out of memory"
    fault="$fault|Too many open files"
    why=
    if [ "$1" = on ]; then
        :
    elif grep -vE '^ *[0-9]* \|' "$out/compiler.txt" |
        grep -E "($fault|Killed signal)" >&2; then # not in a line of the code
        why='this machine let the compiler down, see above'
    elif [ ! -s "$out/compiler.txt" ]; then
        why='the compiler failed and could not even say why'
    fi
    if [ -n "$why" ]; then
        echo "$out: $why. Next: is the disk full, or the memory, or may too" \
            "few files be open (ulimit -n)?" >&2
        exit 2
    fi
    folder_has_room "$out" && folder_has_room "${TMPDIR:-/tmp}" || exit 2
    exit 1
}

if [ ! -s "$source" ]; then
    echo "${LOCKSTEP_NAME:-$source} is empty." >"$out/compiler.txt"
    exit 1
fi
status=0
compiled -Wall -Wextra "-Ilessons/$lesson" \
    ${LOCKSTEP_NAME:+"-ffile-prefix-map=$source=$LOCKSTEP_NAME"} \
    2>"$out/compiler.txt" || status=$?
if [ "$status" -ne 0 ]; then
    [ "$status" -eq 2 ] || failed "${LOCKSTEP_SANDBOX:-off}"
    cat "$out/compiler.txt" >&2
    exit 2
fi
# Tests open the gate to try what is behind it.
if [ "${LOCKSTEP_GATE:-shut}" != open ]; then
    status=0
    build/bin/gate --source "$source" --header "$header" \
        --text "$out/student.i" --object "$out/student.o" \
        --calls "$out/student.calls" \
        --probe "$trials" --allowed grader/gate/allowed.txt \
        --tamper grader/gate/tamper.txt >"$out/refused.txt" || status=$?
    named "$out/refused.txt"
    [ "$status" -eq 0 ] || exit "$status"
fi
named "$out/compiler.txt"

# Static data will lie in the probe's file, byte for byte, and a file that grows
# past what batch/work/guard.c allows would look like the machine's fault.
if ! size "$out/student.o" | awk -v most=64 -v source="${LOCKSTEP_NAME:-$source}" 'END {
    mebibytes = ($2 + $3) / 1048576
    if (mebibytes > most) {
        printf "%s: its static data take %.1f MiB, and may take %d.\n", source,
            mebibytes, most
        exit 1
    }
}' >>"$out/compiler.txt"; then
    exit 1
fi
sh grader/gate/seclude.sh "$out/student.o" "$trials" "$header" \
    2>>"$out/compiler.txt" || failed off

for engine in explore stress; do
    sh grader/link.sh "$engine" "$out/$engine" "$out/student.o" \
        "$trials" 2>>"$out/compiler.txt" || failed off
done
