#!/bin/sh
# Which outcomes the orders of atomics allow: each program in litmus/, over all
# schedules, must print what RC11 allows (Lahav and others, PLDI 2017), no more
# and no less. With arguments only programs of these names are run.
#
# A program's first comment has its cases, each with flags for the compiler and
# the outcomes in order; a data race is the outcome `race`:
#
#     * Case: relaxed -DW=rlx -DR=rlx
#     * Gives: 00 01 10 11
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# words: the lines of its input, sorted, as words of one line.
words() {
    LC_ALL=C sort -u | paste -s -d ' '
}

# outcomes NAME: what the last run of it came to. Of many outputs only the first
# eight are listed.
outcomes() {
    found=$(field "$1" finding)
    if [ -n "$found" ]; then
        echo "$found"
    elif grep -q '"t":"outputs"' "$dir/$1.out"; then
        {
            sed -n '/"t":"printed"/s/.*"text":\["\([^"]*\)"\].*/\1/p' \
                "$dir/$1.out"
            distinct=$(sed -n 's/.*"t":"outputs","distinct":\([0-9]*\).*/\1/p' \
                "$dir/$1.out")
            [ "$distinct" -le 8 ] || echo "$((distinct - 8))-more"
        } | words
    else
        words <"$dir/$1.stdout"
    fi
}

# without A B: the words of A that are none of B's.
without() {
    for word in $1; do
        case " $2 " in
        *" $word "*) ;;
        *) printf ' %s' "$word" ;;
        esac
    done
}

# compare FILE CASE OUTCOMES FLAG...: is that what FILE's case comes to?
compare() {
    file=$1 name=$(basename "$1" .c) case=$2 want=$3
    shift 3
    count=$((count + 1))
    if ! build "$file" "$*"; then
        fail "$name/$case: it can't be built"
        return
    fi
    observe "$name"
    if ! figures "$name" >/dev/null; then
        fail "$name/$case: it says nothing of its search"
        return
    fi
    got=$(outcomes "$name")
    if [ "$got" != "$want" ]; then
        missing=$(without "$want" "$got") surplus=$(without "$got" "$want")
        both=${missing:+${surplus:+,}}
        missing=${missing:+ missing$missing}
        fail "$name/$case:$missing$both${surplus:+ surplus$surplus}"
    elif [ "$want" != race ] && ! figures "$name" | grep -q '"every":1[,}]'
    then
        fail "$name/$case: the search did not end: $(figures "$name")"
    fi
}

cases_compare grader/tests/litmus "$@"
conclude
