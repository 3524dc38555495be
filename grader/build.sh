#!/bin/sh
# Makes a file's probes: build.sh LESSON SOURCE OUTDIR
#
# Compiles the file once, prepares the object, links a probe for each engine.
# The compiler's and linker's words go to OUTDIR/compiler.txt, the gate's reasons
# to OUTDIR/refused.txt; the exit status is 1 if the file does not compile or
# link, 3 if the gate refuses it.
set -eu
lesson=$1 source=$2 out=$3
cd "$(dirname "$0")/.."
CC=${CC:-gcc}
mkdir -p "$out/logs"

# -Og: at -O1 gcc moves stores out of loops, and a race would be shown on a line
# that does not look like one.
flags="-std=gnu11 -D_GNU_SOURCE -g -Og -fsanitize=thread -fno-pie -fno-common"
# shellcheck disable=SC2086 # flags are words
$CC $flags -Wall -Wextra -Ilessons/"$lesson" -c "$source" \
    -o "$out/student.o" 2>"$out/compiler.txt" || exit 1
grader/gate/gate.sh "$out/student.o" "build/probe/$lesson.o" \
    "$(echo "lessons/$lesson"/*.h)" >"$out/refused.txt"

for engine in explore stress; do
    grader/link.sh "$engine" "$out/$engine" "$out/student.o" \
        "build/probe/$lesson.o" 2>>"$out/compiler.txt" || exit 1
done
