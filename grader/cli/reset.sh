#!/bin/sh
# reset.sh WORD...: puts a lesson's skeleton back and keeps the learner's file
# beside it.
#
# The skeleton comes from the kit's own copy under grader/lessons/, so that it
# works in a copy without history, and after the learner committed their work.
. grader/cli/common.sh

lesson=$(lesson_chosen reset "$@")
file=$(lesson_file "$lesson")
skeleton=$(skeleton "$lesson")
if cmp -s "$skeleton" "$file"; then
    echo "$file is the skeleton already."
    exit 0
fi
if [ -f "$file" ]; then
    kept=$file.old
    n=1
    while [ -e "$kept" ]; do
        n=$((n + 1))
        kept=$file.old$n
    done
    mv "$file" "$kept"
    echo "Your file is now $kept"
fi
cp "$skeleton" "$file"
echo "$file is the skeleton again."
