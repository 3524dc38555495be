#!/bin/sh
# What the explorer makes of small programs, each about one part of it.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

for file in grader/tests/explore/*.c; do
    build "$file"
    check "$file"
    if grep -q '^#if.*FIX' "$file"; then
        check_fixed "$file"
    fi
done
[ "$(cat "$dir/prints_errors.stdout" "$dir/prints_errors.err" | wc -l)" = 3 ] ||
    fail "prints_errors: other than the first schedule's three lines"
conclude
