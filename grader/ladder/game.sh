#!/bin/sh
# The game on a lesson's page: game.sh LESSON OUT
#
# OUT is lesson.sh's, with the probes of the skeleton and of the solution. Of the
# trials that the skeleton fails, the first one that can be played whole is
# taken, those in the lesson's text before the others; if none can, the first one
# that can be played. OUT gets game.html, a part of the page behind the ladder of
# its first trial, and game.js; nothing if there is nothing to play.
set -eu
cd "$(dirname "$0")/../.."
lesson=$1 out=$2
broken=$out/skeleton answer=$out/solution
name=$(basename "lessons/$lesson"/*.h .h).c
solution=solutions/$lesson/$name

# game PROBES SOURCE TRIAL: all that can be played there.
game() {
    "build/judge/$lesson" --lesson "$lesson" --source "$2" --out "$1" \
        --trial "$3" --game --trace "$1/$3.game"
}

# page TRIAL OPTION...: the part and its script.
page() {
    trial=$1
    shift
    [ ! -e "$answer/$trial.game" ] || set -- --right "$answer/$trial.game" "$@"
    build/bin/game_page --broken "$broken/$trial.game" --lesson "${lesson%%_*}" \
        --script "$out/game.js" --called "game_$lesson.js" "$@" \
        >"$out/game.html"
}

# made TRIAL OPTION...: whether there is a part now.
made() {
    status=0
    page "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
    [ "$status" -eq 0 ] || rm -f "$out/game.html" "$out/game.js"
    return "$status"
}

# Made-up clients are many programs, not one.
fails=$(awk -F '"' '/^      "name": / { trial = $4 }
    /^      "verdict": "fail"/ && trial != "contract" { print trial }' \
    "$broken/record.json")
trials=$({
    sed -n 's/^\$ make replay L=.* T=\([a-z0-9_]*\)$/\1/p' \
        "lessons/$lesson/README.md"
    echo "$fails"
} | awk '!seen[$0]++')
for trial in $trials; do
    game "$broken" "$broken/$name" "$trial"
    [ ! -e "$solution" ] || game "$answer" "$solution" "$trial"
    ! made "$trial" --whole || exit 0
done
for trial in $trials; do
    ! made "$trial" || exit 0
done
