#!/bin/sh
# replay.sh WORD... : runs the schedule S of the trial T again and draws it.
. grader/cli/common.sh

lesson=$(lesson_chosen replay "$@")
if [ -z "${S:-}" ]; then
    echo "Which schedule? A finding names it: make replay L=${lesson%%_*}" \
        "T=trial S=id" >&2
    exit 2
fi
out=build/replay/$lesson source=$(lesson_file "$lesson")
grader/build.sh "$lesson" "$source" "$out" || {
    cat "$out/compiler.txt" >&2
    exit 1
}
exec "build/judge/$lesson" --lesson "$lesson" --source "$source" --out "$out" \
    --trial "${T:-}" --replay "$S"
