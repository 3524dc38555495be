#!/bin/sh
# No call on threads that the headers declare reaches the C library unseen: each
# is modelled or refused (wrapped.txt), or known to need no model. And threads of
# the kit's own, beside the one that runs schedules, call nothing that a model
# stands in for: it would take them for the program.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

printf '#include <%s.h>\n' pthread semaphore threads signal |
    "$CC" -D_GNU_SOURCE -E -P -x c - >"$dir/declared"
library=$("$CC" -print-file-name=libc.so.6)
nm -D --defined-only "$library" | sed 's/.* //; s/@.*//' |
    grep -xE '(pthread|sem|thrd|mtx|cnd|tss)_.*|call_once' | sort -u \
    >"$dir/exported"
sed '/^#/d' grader/explore/wrapped.txt grader/explore/harmless.txt |
    sort -u >"$dir/known"
[ "$(grep -c . "$dir/exported")" -gt 100 ] || fail "the library was not read"
comm -23 "$dir/exported" "$dir/known" | while read -r name; do
    ! grep -qw "$name" "$dir/declared" || echo "$name"
done >"$dir/unseen"
[ ! -s "$dir/unseen" ] || fail "neither modelled nor refused nor harmless: \
$(tr '\n' ' ' <"$dir/unseen")"
sed '/^#/d' grader/explore/wrapped.txt | sort >"$dir/wrapped"
sed '/^#/d' grader/explore/harmless.txt | sort | comm -12 - "$dir/wrapped" \
    >"$dir/both"
[ ! -s "$dir/both" ] || fail "harmless, and yet wrapped: $(cat "$dir/both")"

sed '/^#/d' grader/explore/wrapped.txt grader/explore/files/wrapped.txt \
    grader/trial/wrapped.txt | sort -u >"$dir/modelled"
for part in core/watchdog core/blocked tell/ticker; do
    nm -u "build/obj/grader/explore/$part.o" | awk '{ print $2 }' | sort -u |
        comm -12 - "$dir/modelled" >"$dir/called"
    # Before any schedule, and what passes all but two numbers on.
    others=$(grep -vxE 'pthread_detach|syscall' "$dir/called" | tr '\n' ' ')
    [ -z "$others" ] || fail "$part calls what is modelled: $others"
done
conclude
