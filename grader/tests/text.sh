#!/bin/sh
# Checks what a lesson's text promises: text.sh LESSON
#
# Its sections are there and in order, its table of trials is the grader's, the
# points sum to 100, code compiles, commands exist, and its screens show what
# the commands really print on the skeleton.
. grader/tests/expect.sh
lesson=$1
folder=lessons/$lesson
text=$folder/README.md
out=build/test/out/text/$lesson
number=${lesson%%_*}
if ! cmp -s "$folder/$(basename "$folder"/*.h .h).c" \
    "grader/lessons/$lesson/skeleton.c"; then
    echo "the skeleton is being worked on"
    exit 77
fi
rm -rf "$out"
mkdir -p "$out"

# Each heading may go on after its first words.
sections='The idea
The bug, step by step
Your task
What the grader checks
Common mistakes
A worked example
The calls
Questions
Further reading'
found=$(sed -n 's/^## //p' "$text" | while read -r heading; do
    echo "$sections" | while read -r section; do
        case $heading in "$section"*) echo "$section" ;; esac
    done
done)
if [ "$found" != "$sections" ]; then
    complain "the sections are not those of a lesson:" \
        "$(sed -n 's/^## //p' "$text" | paste -s -d ';')"
fi
# Ten minutes of reading before one acts: what is looked up stands behind the
# task, which names the calls that it needs.
words=$(awk '/^## Your task/ { exit } { words += NF } END { print words }' \
    "$text")
[ "$words" -le 1150 ] ||
    complain "$words words before the task: more than 1,150"
awk '/^## / { task = /^## Your task/ } task' "$text" | grep -q '(#the-calls)' ||
    complain "the task has no link to [The calls](#the-calls)"
awk '/^## / { checks = /^## What the grader checks/ }
    checks && /^Finding of the skeleton: \*\*[a-z-]+\*\*$/ { said++ }
    END { exit said != 1 }' "$text" ||
    complain "'What the grader checks' has no line 'Finding of the skeleton:'"

# A link within the page leads to one of its headings.
grep -oE '\]\(#[^)]*\)' "$text" | sed 's/.*(#//; s/)$//' | sort -u |
    while read -r slug; do
        sed -n 's/^##* //p' "$text" | tr '[:upper:] ' '[:lower:]-' |
            tr -dc 'a-z0-9_\n-' | grep -qx -e "$slug" || echo "#$slug"
    done >"$out/links"
[ ! -s "$out/links" ] || complain "no such section: $(cat "$out/links")"
grep -q "^# Lesson $(echo "$number" | sed 's/^0*//'): " "$text" ||
    complain "the title does not begin with 'Lesson N: '"
if [ "$number" != 01 ]; then
    grep -q '^Builds on: \[lesson [0-9]' "$text" ||
        complain "no line 'Builds on: [lesson N](...)'"
fi
[ "$(grep -c '^<details><summary>Answer</summary>$' "$text")" -eq 3 ] ||
    complain "there are not three questions with folded answers"
[ "$(grep -cE '^[1-3]\. .*' "$text")" -ge 3 ] || complain "no numbered questions"

# A question with a list of answers to choose from, "- a) ...", has at least
# two; the folded answer begins with the right one, "**b)**". One question at
# least has one, and it is not always the same letter that is right.
awk '/^## / { asked = /^## Questions/ }
    !asked { next }
    /^[0-9]\. / { end(); question = $1; options = right = "" }
    /^   - [a-z]\) / { options = options substr($2, 1, 1) }
    /^\*\*[a-z]\)\*\* / && !right { right = substr($1, 3, 1); seen[right] }
    END { end(); for (letter in seen) many++
          if (!chosen) print "no question has answers to choose from"
          if (chosen > 1 && many < 2) print "the right answer is always " right }
    function end() {
        if (options != "" || right != "") {
            chosen++
            if (index("abcdef", options) != 1 || length(options) < 2 ||
                right == "" || !index(options, right))
                print "question " question " has the options \"" options \
                    "\", and \"" right "\" is right"
        }
    }' "$text" >"$out/questions"
[ ! -s "$out/questions" ] || complain "$(cat "$out/questions")"

# What a pass asks stands on a screen of 24 lines, below the trials.
sh -c '. grader/cli/common.sh; question "$1"' - "$lesson" |
    awk 'END { exit !(length > 20 && length < 190) }' ||
    complain "the first question is none, or too long for the screen of a pass"

# Prose keeps to 80 columns; tables, links and screens need not.
awk '/^```/ { code = !code }
    !code && !/^\|/ && !/\]\(/ && length($0) > 80 { print FILENAME ":" NR ": " $0
                                                    bad = 1 }
    END { exit bad }' "$text" || complain "lines of more than 80 columns"

# This grades the skeleton, too.
grader/cli/screens.sh --compare "$lesson" || complain "screens are out of date"
build/test/record_facts "build/check/$lesson/record.json" >"$out/facts"
facts=$out/facts

# The table is what the grader does, word for word and in its order.
sed -n 's/^promise //p' "$facts" | tr -d '\140' >"$out/promised"
tr -d '\140' <"$text" |
    sed -n 's/^| *\([a-z0-9_]*\) *| *\(.*[^ ]\) *| *\([0-9]*\) *|$/\1 \3 \2/p' \
        >"$out/told"
diff "$out/promised" "$out/told" >"$out/table" || {
    cat "$out/table"
    complain "the table of trials is not what the grader promises (<)"
}
has 'points [0-9]+ 100' || complain "the points don't sum to 100"

# Code stands as it is: a program by the screens below, all else here.
awk -v out="$out" '
    function block_end() {
        if (language == "c" && !program) {
            name = out "/block" ++count ".c"
            printf "%s", "#include <pthread.h>\n#include <semaphore.h>\n" \
                "#include <stdatomic.h>\n#include <stdbool.h>\n" \
                "#include <stdint.h>\n#include <stdio.h>\n" \
                "#include <stdlib.h>\n#include <string.h>\n" \
                "#include <errno.h>\n#include <time.h>\n" \
                "#include <sched.h>\n#include <limits.h>\n" block >name
            close(name)
        }
    }
    /^```/ { inside = !inside
             if (!inside) block_end()
             language = substr($0, 4); block = ""; program = 0; next }
    inside { block = block $0 "\n"; if (/^int main\(/) program = 1 }' "$text"
for block in "$out"/block*.c; do
    [ ! -f "$block" ] ||
        gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wno-unused -fsyntax-only "$block" ||
        complain "a block of code does not compile"
done

# Commands name targets that exist, and this lesson or another one that does.
grep -ohE 'make [a-z]+( L=[0-9]+)?' "$text" "$folder/hints.md" | sort -u |
    while read -r _ target where; do
        grep -q "^##  $target\\b" Makefile || {
            [ -z "$where" ] || echo "make $target"
        }
        [ -z "$where" ] || [ -d "$(echo lessons/"${where#L=}"_*)" ] ||
            echo "$where"
    done >"$out/commands"
[ ! -s "$out/commands" ] || complain "no such command: $(cat "$out/commands")"
exit "$wrong"
