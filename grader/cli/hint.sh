#!/bin/sh
# hint.sh WORD...: a question about what the last check found, if the file is
# still what was graded, and the next hint of the lesson; N=2 in the environment
# asks for the second. How far a learner has come is kept in build/hints/.
. grader/cli/common.sh

# question KIND: what to ask oneself when such a thing was found
# (docs/grading.md has the kinds). It gives nothing away.
question() {
    case $1 in
    race)
        echo "Which lock does each of the two threads hold at these lines? If" \
            "it is not the same one, what else puts one access before the" \
            "other?"
        ;;
    deadlock)
        echo "What does each waiting thread hold while it waits? And who would" \
            "have to get on, to end its wait?"
        ;;
    lost-wakeup)
        echo "Can the signal come after the thread has looked, and before it" \
            "waits? What does it hold in between?"
        ;;
    livelock)
        echo "What has to change before one of them gets on, and who is going" \
            "to change it?"
        ;;
    starvation)
        echo "Who is let in again and again? Where does your code know that" \
            "somebody has waited longer?"
        ;;
    assertion)
        echo "Go backwards from the last step of the picture. Which is the" \
            "first that you would not have wanted there, and what did its" \
            "thread know at that moment?"
        ;;
    unreached)
        echo "The header wants this to be possible. Which wait, or which" \
            "refusal, rules it out?"
        ;;
    misuse)
        echo "What does the manual ask of who calls this function (man 3)?" \
            "Which way through your code leads here without it?"
        ;;
    leak)
        echo "Go through every return. Which of them leaves something behind?"
        ;;
    crash)
        echo "Where does the pointer, or the index, come from? Who may have" \
            "changed or freed it since?"
        ;;
    exit)
        echo "Who calls your function still has to go on. How else can it be" \
            "told that something failed?"
        ;;
    timeout)
        echo "What ends this loop, or this wait? Which thread brings that about?"
        ;;
    output)
        echo "Which line prints so much, and does the lesson ask for it?"
        ;;
    esac
}

# found LESSON: what the last check found first, and what to ask oneself about it.
found() {
    screen=build/check/$1/screen.txt
    [ -f "$screen" ] || return 0
    kind=$(sed -n 's/^    (\([a-z-]*\), seen .*/\1/p' "$screen")
    if [ -z "$(question "$kind")" ] ||
        ! cmp -s "$(lesson_file "$1")" "build/check/$1/graded.c"; then
        return 0
    fi
    echo "${bold}The last check$plain"
    echo
    awk 'NR > 2 && (/^    / || !NF) { exit } NR > 2 { sub(/^ */, ""); print }' \
        "$screen"
    question "$kind" | fold -s -w 80 | sed 's/ *$//'
    echo
}

lesson=$(lesson_chosen hint "$@")
hints=lessons/$lesson/hints.md
kept=build/hints/$lesson
total=$(grep -c '^## ' "$hints" || true)
seen=$(cat "$kept" 2>/dev/null || echo 0)
next=${N:-$((seen + 1))}
case $next in
'' | *[!0-9]* | 0)
    echo "N=$next is no hint: there are $total." >&2
    exit 2
    ;;
esac
if [ "$next" -gt "$total" ]; then
    echo "There is no hint left: you have seen all $total for $lesson."
    echo "To see them again: make hint L=${lesson%%_*} N=1"
    exit 0
fi
found "$lesson"
awk -v n="$next" -v bold="$bold" -v plain="$plain" '
    /^## / { at++; if (at == n) print bold substr($0, 4) plain; next }
    at == n { print }' "$hints" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
mkdir -p build/hints
echo "$next" >"$kept"
if [ "$next" -lt "$total" ]; then
    echo "${dim}Hint $next of $total. Stuck still? make hint" \
        "L=${lesson%%_*}$plain"
else
    echo "${dim}Hint $next of $total, the last.$plain"
fi
