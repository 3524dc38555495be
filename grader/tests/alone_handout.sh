#!/bin/sh
# What students get holds no answer, and grades.
. grader/tests/expect.sh
out=build/test/out/handout
rm -rf "$out"
mkdir -p "$out"
make -s handout >"$out/said" || complain "make handout: $(cat "$out/said")"
bsdtar -xf build/handout/lockstep.zip -C "$out"
cp solutions/01_lock/counter.c "$out/solved.c"
cp grader/tests/hostile/assembly.c "$out/refused.c"
cp grader/tests/explore/repeats.c "$out"

# No file of it is an answer, wherever it lies. (A skeleton is none.)
find solutions grader/lessons/*/mutants grader/lessons/*/variants -type f \
    -exec sha256sum {} + |
    cut -d ' ' -f 1 | sort -u >"$out/answers"
find "$out/lockstep" -type f -exec sha256sum {} + |
    sort >"$out/held"
if cut -d ' ' -f 1 "$out/held" | sort -u | comm -12 - "$out/answers" |
    grep -F -f - "$out/held"; then
    complain "answers are handed out"
fi
for lesson in lessons/*/; do
    lesson=$(basename "$lesson")
    header=$(echo "lessons/$lesson"/*.h)
    cmp "grader/lessons/$lesson/skeleton.c" \
        "$out/lockstep/${header%.h}.c" || complain "$lesson is not as shipped"
done

# Some zips and uploads lose the right to execute: nothing may depend on it.
find "$out/lockstep" -type f -exec chmod a-x {} +

unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT
cd "$out/lockstep"
make check L=01 >../said 2>&1 && complain "the skeleton passes"
grep -q '^01_lock: fail, 20 of 100' ../said || complain "$(cat ../said)"
cp ../solved.c lessons/01_lock/counter.c
make check L=01 >../said 2>&1 || complain "the solution fails: $(cat ../said)"
make >../said || complain "make alone: $(cat ../said)"
for target in list 'read L=1' 'hint L=1' 'run L=1' 'doctor' \
    'explore FILE=../repeats.c' \
    'reset L=1' 'nothing'; do
    # shellcheck disable=SC2086 # words
    make $target >../said 2>&1 </dev/null || :
    ! grep -i 'permission denied' ../said || complain "make $target can't start"
done

# Who plays with a file that is refused is told why.
cp ../refused.c lessons/01_lock/counter.c
for target in play replay; do
    make $target L=01 T=two_threads S=0 >../said 2>&1 </dev/null &&
        complain "make $target takes what is refused"
    grep -q 'counter.c:[0-9]*: .*inline assembly' ../said ||
        complain "make $target does not say why: $(cat ../said)"
done
exit "$wrong"
