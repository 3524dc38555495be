#!/bin/sh
# replay.sh WORD...: runs the schedule S of the trial T again and draws it.
# Without S it is the one that the last check found; without T, too, that of the
# first trial which has one.
. grader/cli/common.sh

# found LESSON [TRIAL]: a trial and its failing schedule, as "trial id".
found() {
    folder_take "build/check/$1" || return 0
    awk -v wanted="${2:-}" '
        /^      "name": / { split($0, word, "\""); trial = word[4] }
        /^ *"id": / && (wanted == "" || wanted == trial) {
            split($0, word, "\"")
            print trial, word[4]
            exit
        }' "build/check/$1/record.json" 2>/dev/null || true
    folder_leave
}

lesson=$(lesson_chosen replay "$@")
number=${lesson%%_*}
trial=${T:-} id=${S:-}
if [ -z "$id" ]; then
    pair=$(found "$lesson" "$trial")
    trial=${pair% *} id=${pair#* }
fi
if [ -z "$id" ]; then
    echo "The last check of lesson $number found no failing schedule${T:+ of $T}." \
        "Next: make check L=$number" >&2
    exit 2
fi
out=build/replay/$lesson
probes_make "$lesson" "$out"
exec "build/judge/$lesson" --lesson "$lesson" --source "$copy" --out "$out" \
    --trial "$trial" --replay "$id"
