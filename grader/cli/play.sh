#!/bin/sh
# play.sh WORD... : the learner chooses who runs next in the trial T.
. grader/cli/common.sh

lesson=$(lesson_chosen play "$@")
out=build/replay/$lesson source=$(lesson_file "$lesson")
probes_make "$lesson" "$source" "$out"
exec "build/judge/$lesson" --lesson "$lesson" --source "$source" --out "$out" \
    --trial "${T:-}" --play
