#!/bin/sh
# `grade one` is a pure function from a file to a record: GNU xargs carries it
# as well as `grade run` does, and the records are the same.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
# shellcheck source=grader/tests/batch.sh
. grader/tests/batch.sh
out=$PWD/build/test/out/carried
rm -rf "$out"
mkdir -p "$out"
grader/tests/class/make.sh folder "$out/class" 3 10

# shellcheck disable=SC2086 # words
build/bin/grade run "$out/class/in" "$out/run" $sandbox >"$out/run.txt" 2>&1 ||
    complain "grade run: $(cat "$out/run.txt")"
[ "$(records_count "$out/run")" -eq 10 ] || complain "not all records"

# A line for each record: lesson, source and key.
(cd "$out/run/records" && find . -name '*.json' | sort) |
    while IFS=/ read -r _ lesson key; do
        mkdir -p "$out/carried/$lesson"
        source=$(sed -n 's/^ *"source_sha256": "\([0-9a-f]*\)",*$/\1/p' \
            "$out/run/records/$lesson/$key")
        echo "$lesson" "$source" "${key%.json}"
    done >"$out/tasks"
xargs -P 2 -L 1 sh -c 'exec build/bin/grade one '"$sandbox"' --lesson "$1" \
    --source "$0/run/sources/$2.c" --record "$0/carried/$1/$3.json" \
    --key "$3"' "$out" <"$out/tasks" || complain "grade one failed"
same_records "$out/run/records" "$out/carried"
exit "$wrong"
