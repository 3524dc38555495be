#!/bin/sh
# A game merges states that it takes for the same (explore/search/game.c). Small
# programs are played in this way, and in one that never merges: both must come
# to the same ends, with the same findings and results.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
grader/compile.sh grader/tests/games.c "$dir/games.o" -Igrader
# As a lesson's object is prepared: what is the student's has its own sections.
objcopy --rename-section .text=student_text \
    --rename-section .data=student_data \
    --set-section-flags .bss=alloc,load,data,contents \
    --rename-section .bss=student_bss,alloc,load,data,contents \
    "$dir/games.o"
grader/link.sh explore/games_explore "$dir/games" "$dir/games.o"

# ends TRIAL HOW: what the game can come to, in $dir/TRIAL.HOW; and how many
# states it has, in $states.
ends() {
    out=$dir/$1.$2
    observe games "$1" "$2"
    grep -q '"t":"game","whole":1' "$dir/games.out" ||
        fail "$1: not the whole game: $(tail -n 1 "$dir/games.err")"
    sed -n 's/^{"t":"end","n":[0-9]*,//p' "$dir/games.out" | sort -u >"$out"
    states=$(grep -o '\[[0-9]*,\[[0-9,]*\],\[' "$dir/games.out" | wc -l)
}

merged=0
trials=$(sed -n 's/^TRIAL(\([a-z_]*\),.*/\1/p' grader/tests/games.c)
for trial in $trials; do
    ends "$trial" merged
    few=$states
    ends "$trial" apart
    many=$states
    [ -s "$dir/$trial.apart" ] || fail "$trial: it comes to no end"
    diff "$dir/$trial.apart" "$dir/$trial.merged" ||
        fail "$trial: other ends where states are merged (>) than where not (<)"
    [ "$few" -ge "$many" ] || merged=$((merged + 1))
    echo "$trial: $(grep -c . "$dir/$trial.apart") ends, $few states of $many"
done
# What loads have seen is a part of a state. Without it the ends are the same,
# for the way on which a load saw less is gone first, and after it all may be
# seen; but six of these states are merged, and a player would see what can't be.
ends forgotten merged
[ "$states" -eq 39 ] || fail "forgotten: $states states, and not 39"
# A test of nothing would pass, too.
[ "$merged" -ge 4 ] || fail "in $merged games only are states merged"
conclude
