# shellcheck shell=sh
# Where answers lie, and what they say of themselves. It is sourced.

# lesson_of FILE: the lesson whose folder an answer lies in, in solutions/ or
# grader/lessons/, however deep.
lesson_of() {
    folder=${1#grader/}
    folder=${folder#*/}
    echo "${folder%%/*}"
}

# promised FILE KEY: the words after "KEY: " in the comment that opens a file.
promised() {
    sed -n "s|^ \* $2: *\(.*[^ ]\) *$|\1|p; /\*\//q" "$1"
}
