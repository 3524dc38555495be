#!/bin/sh
# new.sh NN_slug: makes all files of a new lesson, from the templates in
# grader/cli/new/. What a person must write is marked "(to be written)", and
# `make test L=NN` fails for as long as one mark is left.
. grader/cli/common.sh

lesson=${1:-}
if ! echo "$lesson" | grep -qxE '[0-9][0-9]_[a-z][a-z0-9]*(_[a-z0-9]+)*'; then
    echo "A lesson is named by two digits and words of the field, such as"
    echo "  make new NAME=27_spin_lock"
    exit 2
fi
digits=${lesson%%_*} name=${lesson#*_}
for there in lessons/"$digits"_* solutions/"$digits"_* \
    grader/lessons/"$digits"_*; do
    if [ -e "$there" ]; then
        echo "Number $digits is taken: $there"
        exit 1
    fi
done
# `make check L=name` must mean one lesson, and #include one header.
for there in lessons/*_"$name" lessons/*/"$name.h"; do
    if [ -e "$there" ]; then
        echo "The name $name is taken: $there"
        exit 1
    fi
done

# fill TEMPLATE FILE: writes FILE, with the lesson's names in their places.
fill() {
    mkdir -p "$(dirname "$2")"
    sed -e "s/@LESSON@/$lesson/g" -e "s/@DIGITS@/$digits/g" \
        -e "s/@NUMBER@/$(echo "$digits" | sed 's/^0//')/g" \
        -e "s/@NAME@/$name/g" \
        -e "s/@GUARD@/$(echo "$name" | tr a-z A-Z)/g" \
        "grader/cli/new/$1.in" >"$2"
    echo "  NEW    $2"
}

fill README.md "lessons/$lesson/README.md"
fill hints.md "lessons/$lesson/hints.md"
fill header "lessons/$lesson/$name.h"
fill skeleton "lessons/$lesson/$name.c"
fill main "lessons/$lesson/main.c"
fill solution "solutions/$lesson/$name.c"
fill solution.md "solutions/$lesson/README.md"
fill model "grader/lessons/$lesson/model.c"
fill trials "grader/lessons/$lesson/trials.c"
fill skeleton "grader/lessons/$lesson/skeleton.c"
mkdir -p "grader/lessons/$lesson/mutants" "grader/lessons/$lesson/variants"
echo "Write what is marked \"(to be written)\", variants into"
echo "grader/lessons/$lesson/variants/, and mutants, which"
echo "${bold}make mutant L=$digits NAME=words$plain begins; docs/authoring.md tells how."
echo "Next: ${bold}make test L=$digits$plain says what is missing."
