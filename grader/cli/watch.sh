#!/bin/bash
# watch.sh [WORD...]: one screen for work on a lesson: it is graded at every
# save, and single keys do the rest. Begins with the first of these lessons that
# does not pass; a save in another lesson's folder goes there.
#
# inotifywait tells of saves; the loop looks for these and for keys. What takes
# time runs beside it, in a group of its own, and writes into a file: so a key
# is answered at once, and a save ends a check of what was before. Nothing
# scrolls: each picture of the screen is drawn over the last one as a whole.
. grader/cli/common.sh
. grader/cli/watch_screen.sh

if ! command -v inotifywait >/dev/null; then
    echo "make watch needs inotifywait. Run: make setup watch" >&2
    exit 2
fi
if ! [ -t 0 ] || ! [ -t 1 ]; then
    echo "make watch needs a terminal. Without one: make check" >&2
    exit 2
fi
# The jobs of the make that started this are not for those that it starts: they
# would say so at every save. What CC= and the like chose stays.
MAKEFLAGS=$(echo "${MAKEFLAGS:-}" |
    sed 's/ -j[0-9]*//g; s/ --jobserver-[^ ]*//g')
export MAKEFLAGS
unset MAKE_TERMOUT L T S N OLD
kept=build/watch
mkdir -p "$kept"

# The lesson, what is shown of it (`result`, or the name of a command), how many
# of its lines are above the screen, and the group of each command that runs.
lesson='' view=result top=0 check_job='' view_job='' checked='' events=''
watcher=''
# A save was seen; it is over when none follows for a tenth of a second.
saved=''
# What is on the screen is not what should be there.
stale=1
enter=$'\n' escape=$'\e' interrupt=$'\003'

# running JOB: does it go on?
running() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null
}

# job_end JOB: ends what still runs of it.
job_end() {
    if [ -n "$1" ]; then
        kill -TERM -- "-$1" 2>/dev/null || true
        wait "$1" 2>/dev/null || true
    fi
}

# job_begin FILE COMMAND...: starts it beside this script; its number is $!.
# A program may print without end: the pipe bounds it.
job_begin() {
    local file=$1
    shift
    set -m
    (NO_COLOR=1 "$@" 2>&1 | head -c 300000) </dev/null >"$file" &
    set +m
}

check_begin() {
    job_end "$check_job"
    job_begin "$kept/check.txt" make --no-print-directory check "L=${lesson%%_*}"
    check_job=$! saved='' stale=1
}

view_end() {
    job_end "$view_job"
    view_job='' view=result top=0
}

# view_begin NAME COMMAND...: shows what a command says about the lesson.
view_begin() {
    view_end
    view=$1
    shift
    job_begin "$kept/view.txt" "$@"
    view_job=$!
}

# Which have come to an end? What one has said so far is shown while it runs.
jobs_look() {
    if [ -n "$check_job" ] && ! running "$check_job"; then
        wait "$check_job" 2>/dev/null || true
        check_job='' stale=1
        checked=$(date +%H:%M:%S)
        result >"$kept/result.txt"
    fi
    if [ -n "$view_job" ]; then
        stale=1
        if ! running "$view_job"; then
            wait "$view_job" 2>/dev/null || true
            view_job=''
        fi
    fi
}

lesson_take() {
    if [ "$1" != "$lesson" ]; then
        job_end "$check_job"
        check_job='' checked='' lesson=$1
        : >"$kept/result.txt"
    fi
    view_end
}

# The one behind it, and behind the last one the first.
lesson_next() {
    { lessons && lessons; } | awk -v now="$lesson" '
        seen { print; exit }
        $0 == now { seen = 1 }'
}

# The first of those asked for that is still to be done.
lesson_first() {
    local chosen all
    all=$(lessons_chosen "$@") || return 2
    for chosen in $all; do
        if ! [ -f "build/check/$chosen/passed" ] ||
            ! cmp -s "$(lesson_file "$chosen")" "build/check/$chosen/graded.c"; then
            echo "$chosen"
            return
        fi
    done
    echo "${all%%$'\n'*}"
}

# The trial that the screen tells of, else the one that the text does.
trial_shown() {
    local trial
    trial=$(found_first "$lesson")
    trial=${trial#* }
    echo "${trial:-$(story "$lesson")}"
}

# All that the last check found.
report() {
    cat "build/check/$lesson/report.txt" 2>/dev/null ||
        echo "Nothing has been graded here yet."
}

# It talks with the learner itself, line by line.
play() {
    terminal_leave
    set -m
    T=$(trial_shown) sh grader/cli/play.sh "${lesson%%_*}" ||
        read -rsN1 -p "Any key goes on. " || true
    set +m
    terminal_enter
}

# What inotifywait has to say: an editor may write a file, or put another one in
# its place. It begins with a word that it is ready, which stands for a save.
saves_take() {
    local path of
    while [ -n "$events" ] && read -r -t 0 -u "$events"; do
        if ! IFS= read -r path <&"$events"; then
            exec {events}<&-
            events='' saved=1 stale=1
            return
        fi
        of=${path#lessons/}
        of=${of%%/*}
        case $path in
        'Watches established.') saved=1 stale=1 ;;
        lessons/[0-9]*/*.[ch])
            if [ "${path%.?}.c" = "$(lesson_file "$of" 2>/dev/null)" ]; then
                lesson_take "$of"
                saved=1 stale=1
            fi
            ;;
        esac
    done
}

# key_take KEY: does what it stands for; returns 1 to leave.
key_take() {
    local rest='' number=${lesson%%_*}
    case $1 in
    h) view_begin hint sh grader/cli/hint.sh "$number" ;;
    l)
        if [ -f "build/check/$lesson/passed" ]; then
            view_begin 'the old ladder' env OLD=1 sh grader/cli/replay.sh "$number"
        else
            view_begin ladder env T="$(trial_shown)" sh grader/cli/replay.sh "$number"
        fi
        ;;
    p) view_end && play ;;
    r) view_begin run make --no-print-directory run "L=$number" ;;
    a) view_begin report report ;;
    c) view_end && saved=1 ;;
    n) lesson_take "$(lesson_next)" && saved=1 ;;
    ' ') page_next ;;
    b) page_before ;;
    "$interrupt") return 1 ;;
    q) [ "$view" != result ] || return 1 && view_end ;;
    "$enter") view_end ;;
    "$escape")
        # Keys that are not letters send several: none of them is a letter.
        while read -r -t 0 && IFS= read -rsN1 key; do
            rest=$rest$key
        done
        case $rest in
        '[6~' | '[B') page_next ;;
        '[5~' | '[A') page_before ;;
        '') view_end ;;
        esac
        ;;
    esac
}

leave() {
    trap '' INT TERM HUP
    terminal_leave
    job_end "$check_job"
    job_end "$view_job"
    [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
}

# First of all: bash goes on after a Ctrl-C that a command of its own survives.
trap leave EXIT
trap 'exit 130' INT TERM HUP
trap 'stale=1' WINCH
first=$(lesson_first "$@") || exit 2
lesson_take "$first"
exec {events}< <(exec inotifywait -m -r -e close_write,create,delete,move \
    --format '%w%f' lessons 2>&1)
watcher=$!
# A pipe that nobody writes to, to wait on. (A read of keys with a limit would
# now and then lose the one that comes at its end.)
exec {nap}<> <(:)
terminal_enter
while :; do
    saves_take
    jobs_look
    [ -z "$stale" ] || screen_draw
    if read -r -t 0; then
        # One that can't be read: the terminal is gone.
        IFS= read -rsN1 key || exit 0
        stale=1
        key_take "$key" || exit 0
    elif read -r -t 0.1 -u "$nap" || [ -z "$saved" ]; then
        :
    elif ! read -r -t 0 -u "${events:-$nap}"; then
        check_begin
    fi
done
