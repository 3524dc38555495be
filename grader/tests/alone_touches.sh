#!/bin/sh
# Of every library call that the gate lets through, trial/touches.txt says what
# it touches. Whether it says so rightly, seldom_touches.sh tries.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
table=grader/trial/touches.txt

# mentioned NAME: a line is about it.
mentioned() {
    while read -r pattern; do
        # shellcheck disable=SC2254 # it is a pattern
        case $1 in
        $pattern) return 0 ;;
        esac
    done <"$dir/names"
    return 1
}
sed '/^#/d; s/ .*//' "$table" | sort -u >"$dir/names"

# Of a pattern, everything that the C library has and that is let through.
libc=$(${CC%% *} -print-file-name=libc.so.6)
nm -D --defined-only "$libc" | sed 's/.* //; s/@.*//' | sort -u >"$dir/libc"
set -f
sed '/^#/d' grader/gate/allowed.txt | while read -r allowed; do
    case $allowed in
    __tsan* | pthread_*\** | *\[gs\]*)
        # shellcheck disable=SC2254
        while read -r name; do
            case $name in
            $allowed) echo "$name" ;;
            esac
        done <"$dir/libc"
        ;;
    *) echo "$allowed" ;;
    esac
done >"$dir/allowed"
while read -r name; do
    grep -qxF "$name" "$dir/names" || mentioned "$name" ||
        fail "touches.txt has no line about $name"
done <"$dir/allowed"
set +f
conclude
