#!/bin/sh
# replay.sh WORD...: runs the schedule S of the trial T again and draws it.
# Without S it is the one that the last check found; without T, too, that of the
# first trial which has one.
#
# OLD=1 in the environment: of a copy of the skeleton, which is searched in a
# folder of its own; the learner's file and what its check found stay as they
# are. Without T it is the trial whose picture the lesson's text has.
. grader/cli/common.sh

# found FOLDER [TRIAL]: a trial and its failing schedule, as "trial id".
found() {
    folder_take "$1" || return 0
    awk -v wanted="${2:-}" '
        /^      "name": / { split($0, word, "\""); trial = word[4] }
        /^ *"id": / && (wanted == "" || wanted == trial) {
            split($0, word, "\"")
            print trial, word[4]
            exit
        }' "$1/record.json" 2>/dev/null || true
    folder_leave
}

lesson=$(lesson_chosen replay "$@")
number=${lesson%%_*}
trial=${T:-} id=${S:-}
file=$(lesson_file "$lesson") checked=build/check/$lesson out=build/replay/$lesson
failing="The last check of lesson $number found no failing schedule${T:+ of $T}."
failing="$failing Next: make check L=$number"
if [ -n "${OLD:-}" ]; then
    out=build/replay/old/$lesson
    file=$out/${file##*/} checked=$out
    mkdir -p "$out"
    cp "$(skeleton "$lesson")" "$file"
    trial=${trial:-$(story "$lesson")}
    failing="The search of $file found no failing schedule${trial:+ of $trial}."
    if [ -z "$id" ]; then
        echo "${dim}Searching $file$plain"
        LOCKSTEP_NAME=$file LOCKSTEP_ENGINES=explore \
            grader/grade.sh "$lesson" "$file" "$out" >/dev/null || true
    fi
fi
if [ -z "$id" ]; then
    pair=$(found "$checked" "$trial")
    trial=${pair% *} id=${pair#* }
fi
if [ -z "$id" ]; then
    echo "$failing" >&2
    exit 2
fi
probes_make "$lesson" "$out" "$file"
exec "build/judge/$lesson" --lesson "$lesson" --source "$copy" --out "$out" \
    --trial "$trial" --replay "$id"
