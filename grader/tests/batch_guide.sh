#!/bin/sh
# The screens of docs/instructors.md show what its commands really print.
#
#   batch_guide.sh             compares
#   batch_guide.sh --write     writes the text anew where it differs
#   batch_guide.sh --run COMMAND      what one command prints
. grader/tests/expect.sh
. grader/tests/guide_class.sh
guide=build/test/out/guide
text=docs/instructors.md

# In a screen's command each file is one of the guide's folder, where it is run
# from there; what it prints names no other folder.
if [ "${1:-}" = --run ]; then
    command=$(echo "$2" | sed -E "s#(=| )([a-z]+\.(zip|csv|txt)|grades)#\1$guide/\2#g")
    case $command in
    make*) command="make -s ${command#make }" ;;
    esac
    # The words of a screen's command are made of plain words.
    # shellcheck disable=SC2086
    $command 2>&1 | tr -d '\r' | sed "s#$guide/##g" |
        grep -vE '^  [A-Z]{2,6} +(build|lessons|grader)/' || :
    exit
fi

unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT
export NO_COLOR=1
guide_class "$guide"
{
    cat "$guide/policy.txt"
    echo 'override novak_dan 01_lock 40 "we talked: it was an experiment"'
    echo 'late okafor_chi 01_lock 2'
} >"$guide/decided.txt"
awk -v folder="$guide" -v runner="$0 --run" -f grader/cli/screens.awk "$text" \
    >"$guide/text.md"
if [ "${1:-}" = --write ]; then
    cp "$guide/text.md" "$text"
elif ! diff -u "$text" "$guide/text.md"; then
    complain "the screens of $text are out of date: $0 --write"
fi
exit "$wrong"
