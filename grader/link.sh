#!/bin/sh
# Links a probe: link.sh ENGINE[/PART] PROGRAM OBJECT... [FLAG...]
#
# The kit's part goes with the objects: build/lib/PART.o, or build/lib/ENGINE.o
# with what drives trials. The engine's models intercept calls by the linker's
# --wrap. ThreadSanitizer's runtime is gcc's, even for objects that clang made:
# it is a library of its own, so what is wrapped and whose thread-local
# variables change with the fiber stays the student's code, and a verdict does
# not depend on the compiler. The hooks that both compilers insert are the same.
#
# Executable pages hold nothing but code: no stack and, where a linker would not
# see to it by itself, no constant.
set -eu
engine=${1%/*} part=${1#*/} program=$2
files=
shift 2
kit=$(dirname "$0")
case /${CC:-gcc} in
*/clang* | *' clang'*) linker=gcc ;;
*) linker=${CC:-gcc} ;;
esac
# ThreadSanitizer knows no fences, and with real threads nothing else judges:
# where there are any, the stress engine takes other atomics for more than they
# are.
if [ "$engine" = stress ]; then
    for object in "$@"; do
        case $object in
        *.o) grep -q __tsan_atomic_thread_fence "$object" || continue ;;
        *) continue ;;
        esac
        set -- "$@" -Wl,--defsym=__lockstep_fences=1
        break
    done
fi
# A program's main is the body of every schedule, and each reads the same input.
if [ "$part" = program ]; then
    set -- "$@" -Wl,--wrap=main,--wrap=read
    files=$kit/explore/files/wrapped.txt
fi
sed '/^#/d; s/.*/-Wl,--wrap=&/' "$kit/$engine/wrapped.txt" \
    "$kit/trial/wrapped.txt" ${files:+"$files"} >"$program.wrap"
# shellcheck disable=SC2086 # a command may have arguments
exec $linker -fsanitize=thread -no-pie -Wl,-z,noexecstack,-z,separate-code \
    -Wl,-z,relro,-z,now "$@" \
    "$kit/../build/lib/$part.o" "@$program.wrap" -lpthread -lm -o "$program"
