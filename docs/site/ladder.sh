#!/bin/sh
# ladder.sh PAGE TRIAL: the trial's schedules for the page lesson_NN_slug or
# solution_NN_slug. Only the instructors' page of a solution tells its source.
# The exit status is 1 if none were made (grader/ladder/).
set -eu
page=$1 trial=$2
made=build/ladder/${page#*_}/$trial
case $page in
solution_*) answer=$made.answer.html ;;
*) answer=$made.right.html ;;
esac
[ -f "$made.broken.html" ] || exit 1
for part in "$made.broken.html" "$answer"; do
    if [ -f "$part" ]; then
        printf '\n\\htmlonly[block]\n'
        # Nothing in it may be a command of Doxygen's.
        sed 's/\\/\&#92;/g; s/@/\&#64;/g' "$part"
        printf '\\endhtmlonly\n\n'
    fi
done
