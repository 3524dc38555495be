#!/bin/sh
# Looks at the student's object and prepares it for a probe:
# gate.sh OBJECT PROBE_OBJECT HEADER
#
# First it refuses, with status 3 and a line for each reason, code that names
# what belongs to the race detector or to the grader: no answer to a lesson
# needs that, and it can hide a race. The compiler's own calls of
# ThreadSanitizer are those of TSAN_CALLS.
#
# Then only the lesson's own API stays global: the names that the lesson's
# grader calls and the lesson's header mentions. So a student's main(), or a
# copy of a function that the kit relies on, stays private to the student's
# file. Static data move to sections of their own, so that a probe can put them
# back between rounds.
set -eu
object=$1 probe=$2 header=$3

TSAN_CALLS='^__tsan_(init|func_(entry|exit)|(unaligned_|volatile_)*(read|write|read_write)(1|2|4|8|16)|(read|write)_range|vptr_(read|update)|atomic[0-9a-z_]*|mem(cpy|set|move))$'
DETECTOR='^(__tsan_|__sanitizer_|__interceptor_|Annotate|__wrap_|__real_)'
LOADER='^(dlsym|dlvsym|dlopen|dlmopen)$'

# names FILTER FILE...: the symbols of object files, sorted.
names() {
    nm --format=posix "$@" 2>/dev/null | sed -n 's/ .*//p' | sort -u
}

words=$(tr -cs 'A-Za-z0-9_' '\n' <"$header" | sort -u)
defined=$(names --defined-only "$object")
used=$(names --undefined-only "$object")

# Whatever the kit defines and the lesson's header doesn't mention.
kit=$(names --defined-only --extern-only "$probe" build/lib/*.a |
    grep -vxF "$words")
{
    echo "$defined" | grep -E "$DETECTOR" | sed 's/$/ is defined/' || :
    echo "$used" | grep -E "$DETECTOR|$LOADER" | grep -vE "$TSAN_CALLS" |
        sed 's/$/ is used/' || :
    echo "$used" | grep -xF "$kit" | sed 's/$/ is used/' || :
} | sort -u >"$object.refused"
if [ -s "$object.refused" ]; then
    cat "$object.refused"
    exit 3
fi

: >"$object.api"
for name in $(names --undefined-only "$probe"); do
    if printf '%s\n' "$words" | grep -qx "$name" &&
        ! printf '%s\n' "$name" | grep -qE '^(pthread|sem|trial|__)_'; then
        echo "$name" >>"$object.api"
    fi
done
objcopy --keep-global-symbols="$object.api" \
    --rename-section .data=student_data \
    --set-section-flags .bss=alloc,load,data,contents \
    --rename-section .bss=student_bss,alloc,load,data,contents "$object"
