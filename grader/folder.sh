# shellcheck shell=sh
# What scripts that write into a folder share, say for a lesson's grading. It is
# sourced, in the root of the tree.
#
# Two may want one folder at once: a check beside `make watch`, two windows. So
# a script that writes there, or reads what belongs together, holds the folder's
# lock. It is the kernel's, and goes with the process that holds it, however
# that ends. And a learner goes on editing, so what is graded is a copy, taken
# once.

# folder_take FOLDER: makes it and holds its lock, on descriptor 9, until
# folder_leave or the end. Waits for whatever has it. If that can't be done,
# says why and returns 2.
folder_take() {
    if ! why=$(mkdir -p "$1" 2>&1 && : 2>&1 >>"$1/lock"); then
        echo "$1: nothing can be written there: ${why##*: }." \
            "Next: mend that, or make clean" >&2
        return 2
    fi
    exec 9>>"$1/lock"
    flock -n 9 && return
    echo "$1: another command is at work there; waiting for its end." >&2
    flock 9
}

folder_leave() {
    exec 9>&-
}

# folder_has_room FOLDER: is there room for what grading writes? Says if not.
folder_has_room() {
    room=0
    head -c 4194304 /dev/zero 2>/dev/null >"$1/room" || room=2
    rm -f "$1/room"
    [ "$room" -eq 0 ] ||
        echo "$1: the disk is full, or nearly. Next: make room there" >&2
    return $room
}

# source_take SOURCE COPY: copies it as it is now. If it can't be graded, says
# why and returns 2.
source_take() {
    why=
    if [ -d "$1" ]; then
        why='is a folder'
    elif [ ! -e "$1" ] && [ -L "$1" ]; then
        why='is a link to what is not there'
    elif [ ! -e "$1" ]; then
        why='is not there'
    elif [ ! -f "$1" ]; then
        why='is no file of text'
    elif [ ! -r "$1" ]; then
        why='may not be read'
    elif ! cat "$1" >"$2" 2>/dev/null; then
        folder_has_room "$(dirname "$2")" || return 2
        why='can not be read'
    fi
    [ -z "$why" ] || {
        echo "$1 $why, so it can't be graded." >&2
        return 2
    }
}
