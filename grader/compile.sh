#!/bin/sh
# Compiles a file for a probe: compile.sh SOURCE OBJECT FLAG...
#
# With -O0: ThreadSanitizer puts in its hooks after the compiler has optimised, so
# at any higher level (-Og, too) a load whose value is not needed or already
# known gets none, a race on it goes unseen, and others are shown on lines that
# do not look like one. What the C front end folds at every level stays without
# a hook: `(void)x;`, `x == x`, `x * 0` in gcc. clang leaves out the load of
# `x++`, unless told otherwise.
#
# Thread-local variables lie at fixed distances from the thread pointer, which
# the machine keeps in a register. The explorer's fibers share that register, so
# the code is made to read the thread pointer from a variable of the kit instead
# (grader/trial/thread_pointer.h), only in code that uses such variables.
#
# A loop that does nothing for ever (`while (1);`) has no hook, and would keep a
# fiber's turn for good. So it is a call that never returns, made wherever the
# stack is: nobody needs the registers any more.
#
# Where the compiler knows what a function does with memory, it may do it in
# place, and no hook goes with that. So these stay calls, which ThreadSanitizer
# or the kit intercepts. Neither knows glibc's checked versions
# (_FORTIFY_SOURCE), nor the names that headers since glibc 2.38 give to
# strtol(), sscanf() and the like (__isoc23_...): the code calls the older ones,
# which differ only in binary numbers, and gets the same verdict with any glibc.
# Nor do all runtimes know what clang since 16 calls for memset() and its like
# (__tsan_memset): the code calls what gcc's does.
#
# With CALLS=FILE, the compiler's own text of the code goes there: it shows what
# calls move without hooks (gate/calls.h). Only gcc has to write it; the file is
# empty if another compiler is used.
#
# With TEXT=FILE, the preprocessed text goes there, and it is that text that is
# compiled: a source can find out by __has_include() when it is looked at, and
# must not show the compiler another face than the gate. The compiler's messages
# are about the source itself, whose macros people know.
#
# All that the C library has is declared, unless the source says first what it
# wants (_GNU_SOURCE): twice would be a warning.
#
# A file that is named like C++, or any with LOCKSTEP_LANGUAGE=c++, goes to the
# C++ compiler beside CC: g++ or what LOCKSTEP_CXX says, clang++ for clang.
set -eu
source=$1 object=$2
shift 2
CC=${CC:-gcc}
language=c own='-std=gnu11 -fno-common'
case ${LOCKSTEP_LANGUAGE:-}:$source in
c++:* | :*.cc | :*.cpp | :*.cxx | :*.C | :*.c++ | :*.cp)
    # What comes from the library's headers stays apart (explore/tool/unite.sh).
    language=c++ own='-fno-inline -ffunction-sections'
    case $CC in
    *++*) ;;
    *clang*) CC=${LOCKSTEP_CXX:-clang++} ;;
    *) CC=${LOCKSTEP_CXX:-g++} ;;
    esac
    ;;
esac
features=-D_GNU_SOURCE
if sed -nE '/^[[:blank:]]*#[[:blank:]]*include/q
    /^[[:blank:]]*#[[:blank:]]*define[[:blank:]]+_GNU_SOURCE([[:space:]]|$)/p' \
    "$source" | grep -q .; then
    features=
fi
# shellcheck disable=SC2086 # words
set -- $own $features -g -O0 -fsanitize=thread -fno-pie "$@" \
    -U_FORTIFY_SOURCE
pointer=__lockstep_thread_pointer
for name in memcpy memmove memset memcmp memchr mempcpy bcmp bcopy bzero strcpy \
    strncpy stpcpy stpncpy strcat strncat strcmp strncmp strlen strnlen strchr \
    strrchr strstr strdup strndup sprintf vsprintf snprintf vsnprintf; do
    set -- "$@" "-fno-builtin-$name"
done
case $(uname -m) in
x86_64)
    set -- "$@" -ftls-model=local-exec -mno-tls-direct-seg-refs
    replace="s/^([[:blank:]][a-z].*)%fs:0,/\1%fs:$pointer@tpoff,/"
    jump=jmp
    rest='leaq -128(%rsp), %rsp; andq $-16, %rsp; call __lockstep_empty_loop'
    ;;
aarch64)
    set -- "$@" -ftls-model=local-exec
    replace="s/^([[:blank:]])mrs[[:blank:]]+(x[0-9]+), *tpidr_el0.*/&\\
\1add \2, \2, #:tprel_hi12:$pointer, lsl #12\\
\1ldr \2, [\2, #:tprel_lo12_nc:$pointer]/I"
    jump=b rest='bl __lockstep_empty_loop'
    ;;
*)
    echo "compile.sh: x86-64 and aarch64 only; this is $(uname -m)" >&2
    exit 2
    ;;
esac
calls=
if [ -n "${CALLS:-}" ]; then
    : >"$CALLS"
fi
case /$CC in
*/clang* | *' clang'*)
    every='-mllvm -tsan-instrument-read-before-write=1'
    # shellcheck disable=SC2086 # clang 11 does not know it
    if $CC $every -S -x c /dev/null -o /dev/null 2>/dev/null; then
        set -- $every "$@"
    fi
    ;;
*) calls=${CALLS:+-fdump-tree-tsan0-raw-lineno-uid=$CALLS} ;;
esac
if [ -n "${TEXT:-}" ]; then
    status=0
    rm -f "$TEXT"
    # shellcheck disable=SC2086
    {
        $CC "$@" -E -x c "$source" -o "$TEXT" &&
            $CC "$@" ${calls:+"$calls"} -S -x cpp-output "$TEXT" -o "$object.s"
    } >"$object.words" 2>&1 || status=$?
    if [ -s "$object.words" ]; then
        # shellcheck disable=SC2086
        $CC "$@" -S -x c "$source" -o /dev/null >"$object.said" 2>&1 ||
            [ "$status" -ne 0 ] || status=1
        [ -s "$object.said" ] || [ "$status" -eq 0 ] ||
            cp "$object.words" "$object.said"
        cat "$object.said" >&2
        rm "$object.said"
    fi
    rm "$object.words"
    [ "$status" -eq 0 ] || exit "$status"
else
    # shellcheck disable=SC2086
    $CC "$@" ${calls:+"$calls"} -S -x $language "$source" -o "$object.s"
fi
sed -E -i -e "$replace" -e '/^[[:blank:]]*\.(asci[iz]|string)/!{
    s/\<__isoc23_(strtou?ll?)\>/\1/g
    s/\<__isoc23_(v?s?scanf)\>/__isoc99_\1/g
    s/\<__tsan_(memcpy|memmove|memset)\>/\1/g
}' "$object.s"
# A jump to a label with no instruction between the two.
sed -E -i "/^\\.L[A-Za-z0-9_]+:/{
    H
    b
}
/^[[:blank:]]*(\\.|#|nop|\$)/b
/^[[:blank:]]+${jump}[[:blank:]]+\\.L[A-Za-z0-9_]+\$/{
    G
    s/^([[:blank:]]+${jump}[[:blank:]]+(\\.L[A-Za-z0-9_]+))\\n(.*\\n)?\\2:.*/\\t${rest}\\n\\1/
    t done
    s/\\n.*//
    : done
}
x
s/.*//
x" "$object.s"
# It is of interest only if it fails: clang's assembler warns of what clang says
# about preprocessed files.
# shellcheck disable=SC2086
$CC -c "$object.s" -o "$object" 2>"$object.words" || {
    status=$?
    cat "$object.words" >&2
    exit "$status"
}
rm "$object.s" "$object.words"
