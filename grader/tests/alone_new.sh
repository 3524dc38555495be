#!/bin/sh
# `make new` makes a whole lesson, whose tests fail until it is written.
. grader/tests/expect.sh
here=$PWD
tree=build/test/out/new
rm -rf "$tree"
mkdir -p "$tree/build" "$tree/lessons" "$tree/solutions"
cp -a Makefile grader "$tree"
for part in bin lib obj compiler; do
    cp -a "build/$part" "$tree/build"
done
mkdir -p "$tree/build/test"
cp -a build/test/record_facts "$tree/build/test"
cd "$tree"

make new NAME=27_spin_lock >new.txt || complain "make new: $(cat new.txt)"
for file in lessons/27_spin_lock/README.md lessons/27_spin_lock/spin_lock.c \
    solutions/27_spin_lock/spin_lock.c grader/lessons/27_spin_lock/trials.c; do
    [ -s "$file" ] || complain "there is no $file"
done
if grep -rn '@[A-Z]*@' lessons solutions grader/lessons/27_*; then
    complain "a name was not filled in"
fi
for name in 27_other 28_spin_lock 5_short 28_Large 28 ../28_x ''; do
    make new NAME="$name" >again.txt 2>&1 && complain "make new NAME=$name"
done
[ "$(echo lessons/*)" = lessons/27_spin_lock ] || complain "$(echo lessons/*)"

# It can be graded at once; neither skeleton nor solution passes.
make -s build/judge/27_spin_lock build/probe/27_spin_lock.o || complain "make"
for folder in lessons solutions; do
    grade 27_spin_lock $folder/27_spin_lock/spin_lock.c "$PWD/out"
    expect_verdict fail
    has 'points 0 100' || complain "points before a trial was written"
    grep -q 'still to be written' out/report.txt || complain "the report"
done
grader/tests/lesson.sh 27_spin_lock >lesson.txt 2>&1 &&
    complain "lesson.sh has nothing to complain of"
for words in 'README.md:1:.*(to be written' 'has 0 mutants' 'has 0 variants'; do
    grep -q "$words" lesson.txt || complain "lesson.sh does not say '$words'"
done
cd "$here"
rm -rf "$tree"
exit "$wrong"
