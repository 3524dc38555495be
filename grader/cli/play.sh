#!/bin/sh
# play.sh WORD... : the learner chooses who runs next in the trial T.
. grader/cli/common.sh

lesson=$(lesson_chosen play "$@")
out=build/replay/$lesson
probes_make "$lesson" "$out" "$(lesson_file "$lesson")"
exec "build/judge/$lesson" --lesson "$lesson" --source "$copy" --out "$out" \
    --trial "${T:-}" --play
