#!/bin/sh
# A mutant's patch fits its base to the line or is refused, and `make mutant`
# writes one of an edited file.
. grader/tests/expect.sh
here=$PWD
tree=build/test/out/alone_mutant # out/mutant is where mutants are graded
rm -rf "$tree"
mkdir -p "$tree/lessons" "$tree/solutions" "$tree/grader/lessons/01_lock"
if [ ! -d solutions ]; then
    echo "a copy without answers has no mutants"
    exit 77
fi
cp -a Makefile "$tree"
cp -a grader/cli grader/folder.sh "$tree/grader"
cp -a lessons/01_lock "$tree/lessons"
cp -a solutions/01_lock "$tree/solutions"
cp -a grader/lessons/01_lock/skeleton.c grader/lessons/01_lock/variants \
    "$tree/grader/lessons/01_lock"
unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT
cd "$tree"
right=solutions/01_lock/counter.c
room=grader/lessons/01_lock
patch=$room/mutants/no_unlock.patch
code=build/mutants/01_lock/no_unlock.c

# mutant STATUS ARGUMENT...: runs make mutant and compares how it ends.
mutant() {
    wanted=$1 status=0
    shift
    make -s mutant "$@" >said 2>&1 || status=$?
    [ "$((status != 0))" -eq "$wanted" ] ||
        complain "make mutant $* ends with $status: $(cat said)"
}

# says WORDS: did it say so?
says() {
    grep -q "$1" said || complain "it does not say '$1': $(cat said)"
}

echo "== a new one begins as the solution, and without a mistake is none"
mutant 0 L=lock NAME=no_unlock
cmp "$right" "$code" || complain "it does not begin as the solution"
mutant 1 L=01 NAME=no_unlock FILE=$code
says 'no mistake in it'
[ ! -e "$patch" ] || complain "a patch without a mistake"

echo "== the patch holds the mistake, and makes the same file again"
sed '/pthread_mutex_unlock/d' "$right" >edited.c
mutant 0 L=01 NAME=no_unlock FILE=edited.c
says 'Say at its head'
[ "$(grep -c '^[-+]' "$patch")" -eq 3 ] || complain "more than the mistake"
grep -qx "Base: $right" "$patch" || complain "the base is not the solution"
grep -q '^Finding: (to be written)' "$patch" || complain "no head to fill in"
cmp edited.c "$code" || complain "the patch makes another file"

echo "== the base is the nearest, and what was said of the mistake stays"
sed '/^Mutant/s/.*/Mutant: the work is thrown away./' "$patch" >with_head
cp with_head "$patch"
sed 's/ATOMIC_SEQ_CST/ATOMIC_RELAXED/; s/times/2 * times/' \
    $room/variants/atomic_add.c >edited.c
mutant 0 L=01 NAME=no_unlock FILE=edited.c
grep -qx "Base: $room/variants/atomic_add.c" "$patch" || complain "the base"
grep -qx 'Mutant: the work is thrown away.' "$patch" || complain "the head"
rm -r build
mutant 0 L=01 NAME=no_unlock
cmp edited.c "$code" || complain "the patch makes another file"

echo "== a base that moved on is refused, however little"
sed '/pthread_mutex_unlock/d' "$right" >edited.c
mutant 0 L=01 NAME=no_unlock FILE=edited.c
cp "$right" kept.c
refused() {
    mutant 1 L=01 NAME=no_unlock
    says "$patch does not fit its base"
    says "$1"
    says "make mutant L=01 NAME=no_unlock FILE="
    [ ! -e "$code" ] || complain "a file was made all the same"
    cp kept.c "$right"
}
sed '1i /* A line more, far above. */' kept.c >"$right"
refused "$right: its lines stand elsewhere now"
sed 's/counter++/counter += 1/' kept.c >"$right"
refused "$right: its lines are others now"
sed '/pthread_mutex_unlock/d' kept.c >"$right"
refused "$right: its lines are others now"
rm "$right"
refused "$right: there is no such file"
mutant 0 L=01 NAME=no_unlock

echo "== asked wrongly"
mutant 1 L=01
says 'NAME=no_unlock'
mutant 1 L=01 NAME=../up
mutant 1 NAME=no_unlock
says 'Which lesson'
cd "$here"
rm -rf "$tree"
exit "$wrong"
