#!/bin/sh
# Makes a lesson's grader with an instructor's trials:
# trials.sh LESSON FILE OUTDIR
#
# FILE holds further TRIAL()s. It is compiled twice, as the lesson's own grader
# is, and joined with it: OUTDIR/probe/LESSON.o is linked with the student's
# file, OUTDIR/judge/LESSON is the judge. The kit's parts must have been built.
# Exit status: 0, 1 if the file does not compile or fit, with the compiler's
# words on standard error, 2 if something else is wrong.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: trials.sh LESSON FILE OUTDIR" >&2
    exit 2
fi
lesson=$1 file=$2 out=$3
cd "$(dirname "$0")/.."
CC=${CC:-gcc}
for part in "build/probe/$lesson.o" "build/judge/$lesson.o" \
    build/obj/grader/judge/judge_main.o build/lib/judge.a build/lib/base.a; do
    if [ ! -e "$part" ]; then
        echo "There is no $part. Next: make kit" >&2
        exit 2
    fi
done
mkdir -p "$out/probe" "$out/judge"

# What students read of these trials names them as a part of the grader, not by
# where they are.
name=grader/lessons/$lesson/instructor.c
# They come after the lesson's own (see TRIAL_LINE in trial.h).
flags="-std=gnu11 -D_GNU_SOURCE -g -Wall -Wextra -Igrader -Ilessons/$lesson"
flags="$flags -DTRIAL_LINE=100000+__LINE__"

# compile FLAG... : compiles the file, which may include from its own folder.
compile() {
    # shellcheck disable=SC2086 # words
    $CC $flags "-I$(dirname "$file")" "-ffile-prefix-map=$file=$name" "$@" \
        -c "$file" || exit 1
}
awk -f grader/trial/calls.awk "lessons/$lesson"/*.h >"$out/own_calls.h"
compile -O1 -fsanitize=thread -include "$out/own_calls.h" \
    -o "$out/own_probe.o"
compile -O2 -DLOCKSTEP_JUDGE -Wno-unused -o "$out/own_judge.o"

# trials OBJECT: the names of the trials that it holds.
trials() {
    nm --format=posix --defined-only "$1" |
        sed -n 's/^trials_\(.*\)_impl T .*/\1/p' | sort
}
trials "$out/own_judge.o" >"$out/own"
trials "build/judge/$lesson.o" >"$out/kit"
if [ ! -s "$out/own" ]; then
    echo "$file: there is no TRIAL() in it." >&2
    exit 1
fi
twice=$(comm -12 "$out/own" "$out/kit" | xargs)
if [ -n "$twice" ]; then
    echo "$file: the kit's grader has trials of these names: $twice" >&2
    exit 1
fi

objcopy --rename-section .data=trial_data --rename-section .bss=trial_bss \
    --rename-section .text=trial_text --redefine-sym __tsan_memcpy=memcpy \
    --redefine-sym __tsan_memmove=memmove --redefine-sym __tsan_memset=memset \
    "$out/own_probe.o"
ld -r "build/probe/$lesson.o" "$out/own_probe.o" -o "$out/probe/$lesson.o"
# shellcheck disable=SC2086
$CC "build/judge/$lesson.o" "$out/own_judge.o" \
    build/obj/grader/judge/judge_main.o build/lib/judge.a build/lib/base.a \
    -lcriterion -ljansson -ldw -lelf -lpthread -o "$out/judge/$lesson" || exit 1

# It must link with a student's file, too: what it calls must be there.
answer=$(echo "solutions/$lesson"/*.c)
if [ -f "$answer" ] &&
    ! LOCKSTEP_TRIALS=$out LOCKSTEP_SANDBOX=off \
        sh grader/build.sh "$lesson" "$answer" "$out/try"; then
    echo "$file does not link with $answer:" >&2
    cat "$out/try/compiler.txt" >&2
    exit 1
fi
rm -rf "$out/try" "$out"/own* "$out/kit"
