#!/bin/sh
# Grades an answer and compares: subject.sh KIND LESSON FILE [ENGINE]
#
# A solution or a variant passes with all points; the skeleton fails with the
# finding that the lesson's README promises, a mutant with the one that the head
# of its patch promises, by each engine, or by that ENGINE alone if it can show
# it. A finding in the code shows a line of the code.
# shellcheck disable=SC2317 # by() calls what seems never to be called
. grader/tests/expect.sh
kind=$1 lesson=$2 answer=$3 enough=${4:-}
asked=${LOCKSTEP_ENGINES:-}
file=$(code_of "$answer") || exit 1
out=build/test/out/$kind/$lesson/$(basename "$file")
mkdir -p "$out"

# As the learner's: under the name that the lesson's texts use.
if [ "$kind" = skeleton ]; then
    header=$(echo "lessons/$lesson"/*.h)
    copy=$out/$(basename "${header%.h}").c
    cp "$file" "$copy"
    file=$copy
fi

expect_pass() {
    expect_verdict pass
    if ! has 'points ([0-9]+) \1' || grep -q '^finding' "$facts"; then
        complain "not all points, or findings: $(kinds)"
    fi
}

# The finding's place: where the code does it, not only where it shows. A race on
# what the code only hands over is elsewhere, and a mutant says where: "Place:
# FILE".
expect_place() {
    place=$(promised "$answer" Place)
    case $1 in
    race | deadlock | lost-wakeup | '(lost-wakeup|deadlock)' | misuse | crash)
        if ! grep -qE "^finding [^ ]+ $1 (.* )?${place:-$file}:[1-9]" "$facts"; then
            complain "the finding '$1' names no line of ${place:-$file}"
        fi
        ;;
    esac
}

trials() {
    sed -n 's/^trial \([^ ]*\) .*/\1/p' "$facts"
}

# The explorer must be able to judge a right answer by itself.
expect_explored() {
    expect_pass
    [ "$LOCKSTEP_ENGINES" != stress ] || return 0
    for trial in $(trials); do
        has "engine $trial explore pass" ||
            complain "the explorer did not judge $trial"
    done
}

# The reference answer's trials end in a proof, but for those that say why not.
expect_proofs() {
    expect_explored
    [ "$LOCKSTEP_ENGINES" != stress ] || return 0
    sampled=$(awk '/^TRIAL\(/ { split($0, words, /[(,]/) }
        /\.sampled = true/ { print words[2] }' "grader/lessons/$lesson/trials.c")
    for trial in $(trials); do
        case " $(echo "$sampled" | xargs) " in
        *" $trial "*) ! has "proof $trial" || complain "$trial is .sampled" ;;
        *)
            has "proof $trial" || complain "$trial ends without a proof"
            has "first $trial" || complain "$trial: more than its proof was run"
            ;;
        esac
    done
}

expect_fail() {
    if [ -z "$1" ]; then
        complain "no promise of what must be found"
        return
    fi
    expect_verdict fail
    expect_finding "$1"
    expect_place "$1"
    expect_screen
}

# What to mend first, and what to type next, stand on one screen of 24 lines,
# which make and the shell need three of.
expect_screen() {
    lines=$(wc -l <"$out/screen.txt")
    [ "$lines" -le 21 ] || complain "the first screen has $lines lines"
    long=$(awk 'length > 80' "$out/screen.txt")
    [ -z "$long" ] || complain "too wide for a screen: $long"
    tail -n 1 "$out/screen.txt" | grep -q '^  Next: make hint L=' ||
        complain "the first screen does not end with what to do"
}

# by ENGINES EXPECTATION...: grades with those engines alone. The probes are
# built once for all.
again=
by() {
    export LOCKSTEP_ENGINES="$1"
    shift
    # Real threads meet hangs by chance, and one mistake may lose a signal in one
    # run and never send it in the next.
    case "$LOCKSTEP_ENGINES $*" in
    'stress expect_fail lost-wakeup' | 'stress expect_fail deadlock')
        set -- expect_fail '(lost-wakeup|deadlock)'
        ;;
    esac
    echo "engines: $LOCKSTEP_ENGINES"
    grade "$lesson" "$file" "$out" $again
    again=--again
    "$@"
}

# A wrong answer must fall to each engine by itself. A right one must pass both
# in one grading.
compiles_clean "$lesson" "$file"
case $kind in
solution) by "${asked:-explore,stress}" expect_proofs ;;
variant) by "${asked:-explore,stress}" expect_explored ;;
mutant | skeleton)
    if [ "$kind" = mutant ]; then
        promise=$(promised "$answer" Finding)
    else
        promise=$(sed -n 's/^Finding of the skeleton: \*\*\(.*\)\*\*$/\1/p' \
            "lessons/$lesson/README.md")
    fi
    # What only one can show, a mutant says: "Engines: explore".
    engines=$(promised "$answer" Engines)
    engines=${engines:-stress explore}
    case " $engines " in
    *" ${enough:-none} "*) engines=$enough ;;
    esac
    case " $engines " in
    *" ${asked:-$engines} "*) ;;
    *)
        echo "not asked of $asked, but of $engines"
        exit 77
        ;;
    esac
    for engine in ${asked:-$engines}; do
        by "$engine" expect_fail "$promise"
    done
    ;;
*) complain "what is a $kind?" ;;
esac
exit "$wrong"
