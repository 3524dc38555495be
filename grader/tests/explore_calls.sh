#!/bin/sh
# No call on threads that the headers declare reaches the C library unseen: each
# is modelled or refused (wrapped.txt), or known to need no model.
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
conclude
