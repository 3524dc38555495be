#!/bin/sh
# make watch as a learner has it: in a terminal of 80 x 24 (of tmux, which tells
# what is on the screen), with keys typed and the file written in the ways of
# editors.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
for tool in tmux inotifywait; do
    if ! command -v $tool >/dev/null; then
        echo "no $tool here: not tried"
        exit 77
    fi
done
root=$PWD
out=$root/build/test/out/watch
rm -rf "$out"
mkdir -p "$out/tree/build"
unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT TMUX T S N L OLD
racy=$root/grader/lessons/01_lock/skeleton.c
cp -a Makefile grader lessons "$out/tree"
for part in compiler lib bin obj probe judge; do
    cp -a "build/$part" "$out/tree/build"
done
file=$out/tree/lessons/01_lock/counter.c
cp "$racy" "$file"

window() {
    tmux -S "$out/socket" -f /dev/null "$@"
}
screen() {
    window capture-pane -p -t w
}
press() {
    window send-keys -t w "$@"
}
trap 'window kill-server 2>/dev/null || :' EXIT

# seen TEXT: waits until it is on the screen. (The limit is for a kit that is
# broken; a busy machine takes its time.)
seen() {
    limit=$(($(date +%s) + 60))
    until screen >"$out/screen.txt" && grep -qF -e "$1" "$out/screen.txt"; do
        if [ "$(date +%s)" -gt "$limit" ]; then
            complain "never on the screen: $1; but: $(cat "$out/screen.txt")"
            exit 1
        fi
        sleep 0.1
    done
}

# gone TEXT: nothing of what was there before is left.
gone() {
    if grep -nF -e "$1" "$out/screen.txt"; then
        complain "still on the screen: $1; in: $(cat "$out/screen.txt")"
    fi
}

keys=' h hint  l ladder  p play  r run  a all  c check  n next  q quit'
echo "== one screen: the trials, the finding, the keys"
window new-session -d -x 80 -y 24 -s w \
    "env -i PATH='$PATH' TERM=screen LC_ALL=C.UTF-8 PS1='learner> ' sh"
seen 'learner>'
press "cd $out/tree && stty -a >$out/before; clear; make watch L=01" Enter
seen '  step a   '
for part in ' Lesson 1: A lock' '01_lock: fail, 20 of 100 points' \
    '  pass: one_thread' '  fail: two_threads, many_threads' 'Data race on' \
    "     4   writes \`counter\`: 1" "$keys"; do
    seen "$part"
done
gone 'CHECK'
gone 'make hint'

echo "== keys: a hint, and another; the ladder; back; what runs; a game"
press h
seen 'Hint 1 of'
seen 'q back'
gone 'step a'
press h
seen 'Hint 2 of'
gone 'Hint 1 of'
press q
seen '  step a   '
seen "$keys"
press l
seen 'the trial expects counter'
press Escape
seen "$keys"
press r
seen 'Final value of counter'
press a
seen 'report'
seen '20/20  one_thread'
press Space
seen 'Not as promised'
press p
seen 'Who goes on? Enter: a, u undo'
press a Enter
seen 'a reads'
press q Enter
seen "$keys"

echo "== a save by rename: a pass, and what to do with it"
cp solutions/01_lock/counter.c "$file.new"
mv "$file.new" "$file"
seen '01_lock: pass, 100 of 100 points'
seen 'Question 1 of the text:'
seen 'make replay L=01 OLD=1'
gone 'Data race'
press l
seen 'build/replay/old/01_lock/counter.c:16'

echo "== rubbish, a zero, a file that is gone, and made again"
{ head -c 200 /dev/urandom && printf '\000\033]0;title\007\033[2J%s' 'int a b;'; } >"$file"
seen '01_lock: build, 0 of 100 points'
seen 'Next: mend the first of these, then: make check L=01'
rm "$file"
seen 'counter.c is not there'
gone 'build, 0'
cp "$racy" "$file"
seen '01_lock: fail, 20 of 100 points'
gone 'not there'

echo "== output without end, in a program that does not end"
awk '/^void increment/ { print "#include <stdio.h>" }
    { print }
    /^{/ && !done++ { print "for (;;) puts(\"again and again\");" }' \
    solutions/01_lock/counter.c >"$file"
seen 'checking ...'
press r
seen 'again and again'
press q
seen "$keys"

echo "== a save in another lesson goes there; so does a key"
cp "$racy" "$file"
cp solutions/03_deadlock/transfer.c "$out/tree/lessons/03_deadlock/transfer.c"
seen '03_deadlock: pass'
press n
seen '04_condition: fail'
gone '03_deadlock'

echo "== who leaves, by q or Ctrl-C, has the terminal as it was"
for key in q C-c; do
    press $key
    seen 'learner>'
    gone ' h hint'
    press "clear; stty -a | diff - $out/before && echo the same; echo \$?" Enter
    seen 'the same'
    press 'clear; make watch L=01' Enter
    seen "$keys"
done
press q
seen 'learner>'

echo "== no terminal, no watch"
if make -C "$out/tree" watch L=01 </dev/null >"$out/said" 2>&1; then
    complain "it watches without a terminal"
fi
grep -q 'needs a terminal' "$out/said" || complain "$(cat "$out/said")"
exit "$wrong"
