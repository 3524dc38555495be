#!/bin/sh
# Mutants are patches: mutant.sh make PATCH OUT
#                      mutant.sh [WORD...], with NAME= and FILE=
#
# A patch in grader/lessons/NN_slug/mutants/ says at its head what the mistake
# is, and with "Base: FILE" which right answer it spoils. `make` writes the
# mutant's C file. It fits its base to the line or not at all: whoever changes
# an answer must look at its mutants.
#
# Without `make`, for authors: NAME is the mutant. It is written into build/, to
# be read or edited; if there is none yet, the solution is. With FILE, the
# edited file, its patch is written, against the nearest of the lesson's
# solution, variants and skeleton; the head stays as it is.
. grader/cli/common.sh

# base_of PATCH: the file that it is made against.
base_of() {
    sed -n '/^---/q; s/^Base: *\(.*[^ ]\) *$/\1/p' "$1"
}

# does_not_fit PATCH BASE WHY: what is to be done about it.
does_not_fit() {
    echo "$1 does not fit its base"
    echo "  $2: $3."
    lesson=${1#grader/lessons/}
    lesson=${lesson%%/*}
    echo "  Next: write the same mistake into a copy of the base, then"
    echo "    make mutant L=${lesson%%_*} NAME=$(basename "$1" .patch) FILE=copy.c"
    exit 1
}

# made PATCH OUT: the mutant's C file, from its base.
made() {
    base=$(base_of "$1")
    if [ ! -f "$base" ]; then
        does_not_fit "$1" "${base:-(no line \"Base:\")}" "there is no such file"
    fi
    mkdir -p "$(dirname "$2")"
    rm -f "$2"
    if ! command -v patch >/dev/null; then
        echo "There is no patch here. Next: make setup test"
        exit 1
    fi
    # Two tests may want the same mutant at once.
    if ! said=$(LC_ALL=C patch --fuzz=0 --force --reject-file=- \
        --output="$2.$$" "$base" "$1" 2>&1); then
        rm -f "$2.$$"
        does_not_fit "$1" "$base" "its lines are others now"
    fi
    # It was found elsewhere, so the line numbers in the patch are wrong.
    case $said in
    *offset* | *fuzz*)
        rm -f "$2.$$"
        does_not_fit "$1" "$base" "its lines stand elsewhere now"
        ;;
    esac
    mv "$2.$$" "$2"
}

# difference BASE FILE: how FILE, called $code, is made from it.
difference() {
    diff -U2 --minimal --suppress-blank-empty --label "$1" --label "$code" \
        "$1" "$2" || [ $? -eq 1 ]
}

# nearest FILE: of the lesson's answers and its skeleton the one that FILE
# differs from in the fewest lines. A right one is better, for the skeleton has
# mistakes of its own.
nearest() {
    for base in "solutions/$lesson"/*.c "grader/lessons/$lesson/variants"/*.c \
        "grader/lessons/$lesson/skeleton.c"; do
        if [ -f "$base" ]; then
            lines=$(difference "$base" "$1" | grep -c '^[-+]' || :)
            case $base in */skeleton.c) lines=$((lines * 2)) ;; esac
            echo "$lines $base"
        fi
    done | sort -s -n -k 1,1 | sed -n '1s/^[0-9]* //p'
}

# head_of PATCH: what it says about the mistake, or what should be said.
head_of() {
    if [ -f "$1" ]; then
        sed '/^---/,$d; /^Base:/,$d' "$1"
    else
        cat grader/cli/new/mutant.in
    fi
}

# written PATCH FILE: the patch that makes FILE.
written() {
    base=$(nearest "$2")
    if cmp -s "$base" "$2"; then
        echo "$2 is $base, with no mistake in it." >&2
        exit 1
    fi
    mkdir -p "$(dirname "$1")" build
    {
        head_of "$1"
        echo "Base: $base"
        echo
        difference "$base" "$2"
    } >build/mutant.patch
    mv build/mutant.patch "$1"
    echo "  MUTANT $1"
}

if [ "${1:-}" = make ]; then
    made "$2" "$3"
    exit
fi
lesson=$(lesson_chosen mutant "$@")
if ! echo "${NAME:-}" | grep -qxE '[a-z0-9]+(_[a-z0-9]+)*'; then
    echo "Which mutant? For example: make mutant L=$* NAME=no_unlock" >&2
    exit 2
fi
patch=grader/lessons/$lesson/mutants/$NAME.patch
code=build/mutants/$lesson/$NAME.c
if [ -n "${FILE:-}" ]; then
    written "$patch" "$FILE"
    made "$patch" "$code"
    ! grep -q '(to be written' "$patch" ||
        echo "Say at its head what is wrong, and what must be found."
elif [ -f "$patch" ]; then
    made "$patch" "$code"
    echo "$code is $patch on $(base_of "$patch")."
else
    mkdir -p "$(dirname "$code")"
    cp "solutions/$lesson/$(basename "$(lesson_file "$lesson")")" "$code"
    echo "$code is the solution. Spoil it, then:"
    echo "  make mutant L=${lesson%%_*} NAME=$NAME FILE=$code"
fi
