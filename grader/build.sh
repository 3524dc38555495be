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
# instructor's trials as well.
set -eu
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
header=$(echo "lessons/$lesson"/*.h)
trials=${LOCKSTEP_TRIALS:-build}/probe/$lesson.o
mkdir -p "$out/logs"
: >"$out/refused.txt"

# -Og: at -O1 gcc moves stores out of loops, and a race would be shown on a line
# that does not look like one.
flags="-std=gnu11 -D_GNU_SOURCE -g -Og -fsanitize=thread -fno-pie -fno-common"
flags="$flags -Wall -Wextra -Ilessons/$lesson"
# shellcheck disable=SC2086 # flags are words
grader/compile.sh "$source" "$out/student.o" $flags \
    ${LOCKSTEP_NAME:+"-ffile-prefix-map=$source=$LOCKSTEP_NAME"} \
    2>"$out/compiler.txt" ||
    exit 1

# gcc's text, whatever compiles: it tells which tokens are the file's own.
# shellcheck disable=SC2086
gcc $flags -E "$source" -o "$out/student.i" 2>/dev/null || exit 1
# Tests open the gate to try what stands behind it.
if [ "${LOCKSTEP_GATE:-shut}" != open ]; then
    build/bin/gate --source "$source" --header "$header" \
        --text "$out/student.i" --object "$out/student.o" \
        --probe "$trials" --allowed grader/gate/allowed.txt \
        --tamper grader/gate/tamper.txt >"$out/refused.txt"
fi
grader/gate/seclude.sh "$out/student.o" "$trials" "$header"

for engine in explore stress; do
    grader/link.sh "$engine" "$out/$engine" "$out/student.o" \
        "$trials" 2>>"$out/compiler.txt" || exit 1
done
