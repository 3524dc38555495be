#!/bin/sh
# A made-up class, graded as an instructor would: every score, verdict and
# finding is the one that the table promises, and every form in which the same
# work can come in gives the same sources and students.
#
# SEED=n makes up another class.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
# shellcheck source=grader/tests/batch.sh
. grader/tests/batch.sh
seed=${SEED:-7}
out=$PWD/build/test/out/class
rm -rf "$out"
mkdir -p "$out"
export TREE="$out/tree"

# make_class FORM: sets `class` and `handed_in`.
make_class() {
    class=$out/$1
    grader/tests/class/make.sh "$1" "$class" "$seed"
    handed_in=$class/in
    [ -e "$handed_in" ] || handed_in=$class/in.zip
}

# quiet_effects: nothing that a student wrote was obeyed.
quiet_effects() {
    find "$out" . -path ./build/test/out -prune -o \
        \( -name pwned -o -name evil.c \) -print | grep . &&
        complain "a student's words were obeyed"
    return 0
}

grade_class() {
    status=0
    # shellcheck disable=SC2086 # words
    build/bin/grade run "$handed_in" "$out/grades" \
        --roster "$class/roster.csv" $sandbox >"$out/run.txt" 2>&1 || status=$?
    tail -n 12 "$out/run.txt"
    [ $status -eq 0 ] || complain "grade run: status $status"
}

started() {
    grep -c ' start ' "$out/grades/grade.log" || :
}

echo "== graded, each student in a folder"
make_class folder
grade_class
build/test/class_check "$class" "$out/grades" graded ||
    complain "the scores are not those of the table"
quiet_effects
# What is the same is graded once: as many gradings as different works.
works=$(cut -f 2,11 "$class/expected.tsv" | grep -v -- '-$' | sort -u |
    grep -c .)
[ "$(started)" -eq "$works" ] ||
    complain "$(started) gradings of $works different works"
rm -rf "$class"

for form in flat moodle canvas git archives; do
    echo "== taken in: $form"
    make_class $form
    build/bin/grade intake "$handed_in" "$out/intake_$form" \
        --roster "$class/roster.csv" || complain "grade intake failed"
    case $form in
    moodle | canvas) times=undated ;;
    *) times='' ;;
    esac
    build/test/class_check "$class" "$out/intake_$form" $times ||
        complain "$form is taken in otherwise"
    quiet_effects
    [ $form = moodle ] || rm -rf "$class"
done

echo "== the same work in another form: nothing is graded again"
class=$out/moodle
handed_in=$class/in.zip
before=$(started)
grade_class
[ "$(started)" -eq "$before" ] || complain "the same work was graded again"
build/test/class_check "$class" "$out/grades" graded undated ||
    complain "the scores are not those of the table"
exit "$wrong"
