#!/bin/sh
# run.sh WORD... : runs the lesson's program, which make has built.
. grader/cli/common.sh

lesson=$(lesson_chosen run "$@")
program=build/run/$lesson
echo "${dim}$program${ARGS:+ $ARGS}$plain"
status=0
# shellcheck disable=SC2086 # ARGS holds several words
"$program" ${ARGS:-} || status=$?
if [ "$status" -gt 128 ]; then
    echo "The program was ended by signal $((status - 128))."
elif [ "$status" -ne 0 ]; then
    echo "The program ended with status $status."
fi
