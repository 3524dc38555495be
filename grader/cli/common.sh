# shellcheck shell=sh disable=SC2034 # (the colours are for those who source it)
# What the scripts behind the Makefile's targets share. It is sourced by each,
# and each runs in the root of the tree, in any POSIX shell.
#
# A lesson is a folder lessons/NN_slug/; nothing lists them.
set -eu
. grader/folder.sh

# Colour only for eyes. Under make a recipe's output may be collected before it
# is shown; MAKE_TERMOUT is how make says that it ends up on a terminal.
bold='' dim='' red='' green='' yellow='' plain=''
if { [ -t 1 ] || [ -n "${MAKE_TERMOUT:-}" ]; } && [ -z "${NO_COLOR:-}" ] &&
    [ "${TERM:-dumb}" != dumb ]; then
    esc=$(printf '\033')
    bold="${esc}[1m" dim="${esc}[2m" plain="${esc}[0m"
    red="${esc}[31m" green="${esc}[32m" yellow="${esc}[33m"
fi

# Every lesson's folder name, in order, one a line.
lessons() {
    for folder in lessons/[0-9]*_*/; do
        if [ -d "$folder" ]; then
            basename "$folder"
        fi
    done
}

# lesson_file LESSON: the one C file that the learner edits. It is named like
# the lesson's header.
lesson_file() {
    for header in "lessons/$1"/*.h; do
        echo "${header%.h}.c"
    done
}

# lesson_title LESSON: the first heading of its text.
lesson_title() {
    sed -n 's/^# *//p;t end
b
:end
q' "lessons/$1/README.md" 2>/dev/null || echo "$1"
}

# lesson_match WORD: the lessons that WORD means, one a line: a number, a name,
# a slug, or the beginning of a name or slug. An exact match wins over a
# beginning. A path into the lesson's folder is taken for its name.
lesson_match() {
    word=${1#./}
    word=${word#lessons/}
    word=${word%%/*}
    number=$(echo "$word" | sed -n 's/^0*\([0-9][0-9]*\)$/\1/p')
    begun=''
    for lesson in $(lessons); do
        slug=${lesson#*_}
        digits=$(echo "${lesson%%_*}" | sed 's/^0*\(.\)/\1/')
        if [ "$lesson" = "$word" ] || [ "$slug" = "$word" ] ||
            [ "$digits" = "$number" ]; then
            echo "$lesson"
            return
        fi
        case $lesson in "$word"*) begun="$begun $lesson" ;; esac
        case $slug in "$word"*) begun="$begun $lesson" ;; esac
    done
    if [ -z "$number" ] && [ -n "$word" ]; then
        for lesson in $begun; do
            echo "$lesson"
        done
    fi
}

# lessons_show: number and title of every lesson, to choose from.
lessons_show() {
    for lesson in $(lessons); do
        printf '  L=%-3s %-22s %s\n' "${lesson%%_*}" "${lesson#*_}" \
            "$(lesson_title "$lesson")"
    done
}

# lessons_chosen WORD...: the lessons that the words mean; without a word, all.
# A word that means none is an error, and the answer lists what there is.
lessons_chosen() {
    if [ $# -eq 0 ]; then
        lessons
        return
    fi
    all=''
    for wanted in "$@"; do
        found=$(lesson_match "$wanted")
        if [ -z "$found" ]; then
            echo "There is no lesson '$wanted'. Choose one of:" >&2
            lessons_show >&2
            return 2
        fi
        all="$all $found"
    done
    for lesson in $all; do
        echo "$lesson"
    done | sort -u
}

# lesson_chosen TARGET WORD...: the one lesson that the words mean.
lesson_chosen() {
    target=$1
    shift
    if [ $# -eq 0 ]; then
        echo "Which lesson? For example: make $target L=01" >&2
        lessons_show >&2
        return 2
    fi
    chosen=$(lessons_chosen "$@") || return 2
    if [ "$(echo "$chosen" | wc -l)" -gt 1 ]; then
        echo "'$*' means more than one lesson. Choose one of:" >&2
        lessons_show >&2
        return 2
    fi
    echo "$chosen"
}

# probes_make LESSON OUT FILE: makes the probes of the file as it is now, or
# says why not. Other processes that want the folder wait until this one ends.
# `copy` is the file that they are made of, which people know as LOCKSTEP_NAME.
probes_make() {
    copy=$2/graded.c
    export LOCKSTEP_NAME="$3"
    folder_take "$2" && source_take "$LOCKSTEP_NAME" "$copy" || exit 2
    sh grader/build.sh "$1" "$copy" "$2" 9>&- || {
        cat "$2/compiler.txt" "$2/refused.txt" >&2
        exit 1
    }
}

# skeleton LESSON: the kit's own copy of what the learner began with. A copy, so
# that it is there without history and after the learner's own commits.
skeleton() {
    echo "grader/lessons/$1/skeleton.c"
}

# question LESSON: the first question of its text, on one line.
question() {
    awk '/^## / { on = /^## Questions/ }
        on && sub(/^1\. +/, "") { asked = 1 }
        asked && !NF { exit }
        asked { sub(/^ +/, ""); printf "%s%s", sep, $0; sep = " " }' \
        "lessons/$1/README.md"
}

# story LESSON: the trial whose failing schedule its text shows first.
story() {
    sed -n 's/^\$ make replay .*T=\([a-z0-9_]*\).*/\1/p' \
        "lessons/$1/README.md" | head -n 1
}

# found_first LESSON: what the last check found first, as "kind trial".
found_first() {
    sed -n 's/^    (\([a-z-]*\), seen .*in: \([a-z0-9_]*\).*/\1 \2/p' \
        "build/check/$1/screen.txt" 2>/dev/null || true
}

# record_get FILE KEY: a text or number of the record itself. The judge writes
# records with two spaces for each level.
record_get() {
    sed -n "s/^  \"$2\": \"\{0,1\}\([^\",]*\).*/\1/p" "$1" 2>/dev/null ||
        echo '?'
}

# record_finding FILE: the title of the first finding, if there is one.
record_finding() {
    sed -n 's/^        *"title": "\(.*\)",\{0,1\}$/\1/
        t show
        b
        :show
        s/\\\(["\\/]\)/\1/g
        p
        q' "$1" 2>/dev/null || true
}

# newer A B: whether the file A was written after B.
newer() {
    [ -n "$(find "$1" -newer "$2" 2>/dev/null)" ]
}
