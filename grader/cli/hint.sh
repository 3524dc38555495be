#!/bin/sh
# hint.sh WORD...: the next hint. Those for the last check's finding come first,
# if the file is still what was graded, then the lesson's own.
#
# A lesson's hints.md has a section for what its learners meet most: "## After
# `race`", or for some trials only, "## After `race` in `two_threads`", with up
# to three hints as a numbered list: a nudge, an idea, nearly the answer. Where
# it has none, a question about such findings is asked instead. N=2 in the
# environment asks for the second hint; how far a learner has come with each
# finding is kept in build/hints/.
. grader/cli/common.sh

# general KIND: what to ask oneself when such a thing was found
# (docs/grading.md has the kinds). It gives nothing away.
general() {
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
    unmade)
        echo "The call that sets it up can fail, and has. What does your code" \
            "do with what that call returns?"
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

# title: what it is called, on the first screen.
title() {
    awk 'NR > 2 && (/^    / || !NF) { exit }
        NR > 2 { sub(/^ */, ""); printf "%s%s", sep, $0; sep = " " }' \
        "$checked/screen.txt"
}

# unmade: whether what could not be set up is used. That comes of a call which
# fails, and a lesson's list for misuse is mostly about locks.
unmade() {
    case $kind:$(title) in
    misuse:*'could not be initialised'*) ;;
    *) return 1 ;;
    esac
}

# after KIND [TRIAL]: the list for it in that trial; without one, in any.
after() {
    awk -F '`' -v kind="$1" -v trial="${2:-}" '
        /^## / {
            on = /^## After / && $2 == kind && trial == "" && NF < 4
            for (i = 4; i < NF; i += 2)
                if (/^## After / && $2 == kind && $i == trial)
                    on = 1
            next
        }
        on' "$hints"
}

# nth N: that item of a list, or that section of the lesson's hints.
nth() {
    awk -v n="$1" '
        /^## / || sub(/^[0-9]+\. +/, "") { at++ }
        at == n && !/^## / { sub(/^   /, ""); print }' |
        sed -e '/./,$!d' -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

lesson=$(lesson_chosen hint "$@")
hints=lessons/$lesson/hints.md file=$(lesson_file "$lesson")
checked=build/check/$lesson
pair=''
! cmp -s "$file" "$checked/graded.c" || pair=$(found_first "$lesson")
kind=${pair% *} trial=${pair#* } own='' asked=''
if [ -n "$pair" ]; then
    own=$(after "$kind" "$trial")
    if [ -z "$own" ] && unmade; then
        asked=$(general unmade)
    else
        own=${own:-$(after "$kind")}
        asked=$(general "$kind")
    fi
fi
first=$(echo "$own" | grep -c '^[0-9]*\. ' || true)
if [ "$first" -eq 0 ] && [ -n "$asked" ]; then
    first=1
fi
total=$((first + $(grep -c '^## Hint ' "$hints" || true)))
kept=build/hints/$lesson${pair:+.$kind.$trial}
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
# Before it is shown: who asks on at once wants the one after it.
mkdir -p build/hints
echo "$next" >"$kept"
echo "${bold}Hint $next of $total$plain"
if [ -n "$pair" ]; then
    echo "The last check found: $(title)" | fold -s -w 80 | sed 's/ *$//'
fi
echo
if [ "$next" -gt "$first" ]; then
    grep -v '^# ' "$hints" | awk '/^## / { on = /^## Hint / } on' |
        nth "$((next - first))"
elif [ -n "$own" ]; then
    echo "$own" | nth "$next"
else
    echo "$asked" | fold -s -w 80 | sed 's/ *$//'
fi
echo
if [ "$next" -lt "$total" ]; then
    echo "${dim}Stuck still? make hint L=${lesson%%_*}$plain"
else
    echo "${dim}That is the last one.$plain"
fi
