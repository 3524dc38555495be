# shellcheck shell=sh disable=SC2034 # (what is set here is used by others)
# What the tests of whole gradings share. It is sourced; what is not as expected
# is said at once and makes the test fail in the end.
set -eu
. grader/tests/answers.sh
export CC="${CC:-gcc}"
wrong=0
facts=/dev/null

# complain TEXT...: something is not as expected.
complain() {
    echo "WRONG: $*"
    wrong=1
}

# grade LESSON SOURCE OUT [--again]: grades, then keeps the record's facts in
# OUT/facts, one a line (see record_facts.c).
grade() {
    status=0
    # shellcheck disable=SC2086 # a command with arguments, or nothing
    ${grade_with:-} grader/grade.sh ${4:-} "$1" "$2" "$3" || status=$?
    if [ ! -f "$3/record.json" ]; then
        complain "grading left no record (status $status)"
        exit 1
    fi
    build/test/record_facts "$3/record.json" >"$3/facts"
    facts=$3/facts
    passed=0
    [ ! -f "$3/passed" ] || passed=1
    case $status-$(verdict)-$passed in
    0-pass-1 | 1-[!p]*-0) ;;
    *) complain "exit status $status, verdict $(verdict), stamp $passed" ;;
    esac
}

# has REGEX: does the record hold such a fact? The whole line must match.
has() {
    grep -qxE "$1" "$facts"
}

verdict() {
    sed -n 's/^verdict //p' "$facts"
}

kinds() {
    sed -n 's/^finding [^ ]* \([^ ]*\).*/\1/p' "$facts" | sort -u | xargs
}

expect_verdict() {
    if [ "$(verdict)" != "$1" ]; then
        complain "the verdict is $(verdict), not $1 (findings: $(kinds))"
    fi
}

expect_finding() {
    if ! has "finding [^ ]+ $1( .*)?"; then
        complain "no finding '$1'; what was found: $(kinds)"
    fi
}

# compiles_clean LESSON FILE: no compiler has anything to warn of.
compiles_clean() {
    for compiler in gcc clang; do
        if ! command -v $compiler >/dev/null; then
            echo "no $compiler here: not tried"
        elif ! $compiler -std=gnu11 -D_GNU_SOURCE -O1 -Wall -Wextra \
            -Wpedantic -Werror -Ilessons/"$1" -c "$2" -o /dev/null; then
            complain "$compiler warns"
        fi
    done
}
