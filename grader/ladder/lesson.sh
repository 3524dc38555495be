#!/bin/sh
# The ladders on a lesson's page: lesson.sh LESSON OUT
#
# The lesson's text names the trials, in what it shows of `make replay`. For each
# the explorer finds the schedule that breaks the skeleton and takes the solution
# along it. OUT gets for each trial three parts of pages: TRIAL.broken.html;
# TRIAL.right.html, the solution without any line of its source, for students;
# and TRIAL.answer.html, with its source. A copy without solutions/ gets the
# first. One trial has TRIAL.game.html, too, with game.js (game.sh).
set -eu
cd "$(dirname "$0")/../.."
lesson=$1 out=$2
header=$(echo "lessons/$lesson"/*.h)
name=$(basename "${header%.h}").c
broken=$out/skeleton solution=solutions/$lesson/$name
rm -rf "$out"
mkdir -p "$broken" "$out/solution"
export CC="${CC:-gcc}"

# page ARGUMENT...: a part of the page.
page() {
    build/bin/ladder_page --trial "$trial" "$@"
}

# Who waits for whom in the end, if that is what is wrong.
graph() {
    page --record "$broken/record.json" --dot >"$out/$trial.dot"
    if [ -s "$out/$trial.dot" ]; then
        # Several drawings share a page, so none may keep dot's ids.
        dot -Tsvg "$out/$trial.dot" |
            sed -e 's/ id="[^"]*"//' -e '/<title>/d' >"$out/$trial.svg"
    fi
}

# breaks [--listing]: the skeleton's part.
breaks() {
    [ ! -s "$out/$trial.svg" ] || set -- "$@" --graph "$out/$trial.svg"
    page --record "$broken/record.json" --source "$broken/$name" "$@"
}

# follow: takes the solution along; a finding there is a fault of the kit.
follow() {
    "build/judge/$lesson" --lesson "$lesson" --source "$solution" \
        --out "$out/solution" --trial "$trial" --follow "$broken/record.json" \
        --trace "$out/$trial.trace" >"$out/$trial.txt" || {
        cat "$out/$trial.txt"
        echo "$solution fails along the schedule of $trial."
        exit 1
    }
}

cp "grader/lessons/$lesson/skeleton.c" "$broken/$name"
LOCKSTEP_ENGINES=explore sh grader/grade.sh "$lesson" "$broken/$name" "$broken" \
    >"$broken/report.txt" || [ $? -eq 1 ]
[ ! -e "$solution" ] || sh grader/build.sh "$lesson" "$solution" "$out/solution"

# The page's first ladder has the source beside it.
listing=--listing
trials=$(sed -n 's/^\$ make replay L=.* T=\([a-z0-9_]*\)$/\1/p' \
    "lessons/$lesson/README.md" | awk '!seen[$0]++')
for trial in $trials; do
    graph
    breaks $listing >"$out/$trial.broken.html"
    if [ ! -s "$out/$trial.broken.html" ]; then
        rm "$out/$trial.broken.html"
        continue
    fi
    if [ -e "$solution" ]; then
        follow
        page --trace "$out/$trial.trace" >"$out/$trial.right.html"
        # shellcheck disable=SC2086 # it may be no word at all
        page --trace "$out/$trial.trace" --source "$solution" $listing \
            >"$out/$trial.answer.html"
    fi
    # Behind the first one stands what can be played (game.sh).
    [ -z "$listing" ] || first=$trial
    listing=''
done
grader/ladder/game.sh "$lesson" "$out"
[ ! -e "$out/game.html" ] || mv "$out/game.html" "$out/$first.game.html"
rm -rf "$out/solution" "$broken/logs" "$broken/explore" "$broken/stress" \
    "$broken"/*.game
: >"$out/done"
