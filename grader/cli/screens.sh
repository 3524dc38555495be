#!/bin/sh
# screens.sh [--compare] WORD...: the screens in the texts of lessons, made by
# running what they show (screens.awk says how they are compared).
#
# Each text is written anew where it differs; with --compare it is left alone,
# the difference is shown and the exit status is 1.
#
#   screens.sh --run LESSON COMMAND      what one command prints
. grader/cli/common.sh

# What make says about building is not part of a screen, nor what it says about
# a command that fails.
run_make() {
    make -s "$@" 2>&1 |
        grep -vE '^make: \*\*\*|^  [A-Z]{2,6} +(build|lessons|grader)/|^build/run/' ||
        true
}

# The worked example, built as its text tells a reader to build programs.
run_example() {
    cd "$1" || exit
    if ! ${CC:-gcc} -std=gnu11 -Wall -Wextra -Wpedantic -Werror -g -pthread \
        -fsanitize=thread example.c -o example 2>&1; then
        return
    fi
    status=0
    # Without randomized addresses: older ThreadSanitizers can't start otherwise.
    setarch -R ./example 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        echo "(exit status $status)"
    fi
}

if [ "${1:-}" = --run ]; then
    # The words of a screen's command are made of plain words.
    # shellcheck disable=SC2086
    set -- "build/screens/$2" $3
    case $2 in
    make) shift 2 && run_make "$@" ;;
    ./example) run_example "$1" ;;
    *) echo "screens begin with make or ./example" ;;
    esac
    exit
fi

compare=''
if [ "${1:-}" = --compare ]; then
    compare=1
    shift
fi
unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT
export NO_COLOR=1
wrong=0
for lesson in $(lessons_chosen "$@"); do
    text=lessons/$lesson/README.md out=build/screens/$lesson
    rm -rf "$out" && mkdir -p "$out"
    # The schedules that replay shows are those of the skeleton.
    if ! cmp -s "$(skeleton "$lesson")" "$(lesson_file "$lesson")"; then
        echo "$(lesson_file "$lesson") is not the skeleton, so the screens of" \
            "$text can't be made." >&2
        exit 77
    fi
    make -s check L="${lesson%%_*}" >/dev/null 2>&1 || true
    awk -v folder="$out" -v runner="sh grader/cli/screens.sh --run $lesson" \
        -f grader/cli/screens.awk "$text" >"$out/README.md"
    if cmp -s "$text" "$out/README.md"; then
        continue
    elif [ -n "$compare" ]; then
        diff -u "$text" "$out/README.md" || true
        echo "The screens of $text are out of date: make screens L=${lesson%%_*}"
        wrong=1
    else
        cp "$out/README.md" "$text"
        echo "  SCREEN $text"
    fi
done
exit "$wrong"
