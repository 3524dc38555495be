# shellcheck shell=sh
# Where answers lie, and what they say of themselves. It is sourced.

# lesson_of FILE: the lesson whose folder an answer lies in, in solutions/ or
# grader/lessons/, however deep.
lesson_of() {
    folder=${1#grader/}
    folder=${folder#*/}
    echo "${folder%%/*}"
}

# promised FILE KEY: the words after "KEY: " in the comment that opens a file, or
# at the head of a mutant's patch.
promised() {
    case $1 in
    *.patch) sed -n "/^---/q; s|^$2: *\(.*[^ ]\) *$|\1|p" "$1" ;;
    *) sed -n "s|^ \* $2: *\(.*[^ ]\) *$|\1|p; /\*\//q" "$1" ;;
    esac
}

# code_of FILE: an answer's C file. A mutant's is made of its patch; if that does
# not fit, says so on standard error and returns 1.
code_of() {
    case $1 in
    *.patch)
        code=build/mutants/$(lesson_of "$1")/$(basename "$1" .patch).c
        grader/cli/mutant.sh make "$1" "$code" >&2 || return 1
        echo "$code"
        ;;
    *) echo "$1" ;;
    esac
}
