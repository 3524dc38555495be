#!/bin/sh
# ladder.sh PAGE NN TRIAL: the schedules of lesson NN's trial, and a game, for the
# page. The lesson's own page has the right answer's turns, too; the instructors'
# page of its solution tells their source. The exit status is 1 if none were made
# (grader/ladder/).
set -eu
page=$1
made=$(echo build/ladder/"$2"_*)/$3
case $page in
lesson_*) answer=$made.right.html game=$made.game.html ;;
solution_*) answer=$made.answer.html game='' ;;
*) answer='' game='' ;;
esac
[ -f "$made.broken.html" ] || exit 1
for part in "$made.broken.html" "$answer" "$game"; do
    if [ -f "$part" ]; then
        printf '\n\\htmlonly[block]\n'
        # Nothing in it may be a command of Doxygen's.
        sed 's/\\/\&#92;/g; s/@/\&#64;/g' "$part"
        printf '\\endhtmlonly\n\n'
    fi
done
