#!/bin/sh
# What the explorer makes of small programs, each about one part of it.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

for file in grader/tests/explore/*.c; do
    build "$file"
    out_of=$dir/$(basename "$file" .c).out
    check "$file"
    cp "$out_of" "${out_of%.out}.beside"
    cp "${out_of%.out}.err" "${out_of%.out}.reported"
    if grep -q '^#if.*FIX' "$file"; then
        check_fixed "$file"
    fi
    for flag in $(said Each "$file"); do
        build "$file" "$flag"
        check "$file"
    done
done
[ "$(cat "$dir/prints_errors.stdout" "$dir/prints_errors.err" | wc -l)" = 3 ] ||
    fail "prints_errors: other than the first schedule's three lines"
grep -q '"t":"note".*"thread":"main"' "$dir/main_goes_first.beside" ||
    fail "main_goes_first: another thread is said to have created the one left"
told=$(grep -c WARNING: "$dir/racy_additions.reported") || :
[ "$told" = 1 ] || fail "racy_additions: its race is reported $told times"
for name in block_left text_too_long; do
    grep -q '"t":"crash".*"text":"writes past the end of a block"' \
        "$dir/$name.beside" || fail "$name: it is not said what it leaves"
done
conclude
