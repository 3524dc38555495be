#!/bin/sh
# A search can be watched and stopped: --time, Ctrl-C, the line on a terminal.
# What it says then is what was covered, and the exit status tells.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
explore=build/bin/explore
endless="--schedules 1000000000 --strategy dfs"
right=grader/tests/corpus/philosophers_fixed.c

# says PATTERN: what the last search said.
says() {
    tr -s '[:space:]' ' ' <"$dir/said" | grep -qE -- "$1" || fail "no '$1' in: $(cat "$dir/said")"
}

# interrupted TIMES: a search without end gets as many Ctrl-C once it runs.
interrupted() {
    # shellcheck disable=SC2086 # words
    timeout 60 "$explore" $endless "$program" >"$dir/said" 2>&1 &
    searching=$!
    for _ in $(seq 300); do # the compiler takes its time
        pgrep -x program -P "$(pgrep -x explore -P $searching)" >/dev/null &&
            break
        sleep 0.1
    done
    sleep 1
    status=0
    for _ in $(seq "$1"); do
        pkill -INT -P $searching -x explore || :
        sleep 0.2
    done
    wait $searching || status=$?
}

# shellcheck disable=SC2086 # words
timeout 60 "$explore" $endless --time 1 $right >"$dir/said" 2>&1 ||
    fail "--time: $?"
says 'nothing found'
says 'stopped before its end'
grep -q 'a second' "$dir/said" && fail "progress is told to a file"
"$explore" --time 60 grader/tests/corpus/ab_ba_fixed.c >"$dir/said" ||
    fail "a search that is shorter than its time: $?"
grep -q 'stopped' "$dir/said" && fail "it says that it was stopped"
for wrong in 0 x -1; do
    "$explore" --time $wrong $right >"$dir/said" 2>&1 &&
        fail "--time $wrong is taken"
    says 'time takes seconds'
done

program=$right
interrupted 1
[ "$status" -eq 3 ] || fail "Ctrl-C: $status instead of 3"
says 'stopped before its end'

# What does not come back is killed at the second.
cat >"$dir/blocked.c" <<'END'
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    char byte;
    int ends[2] = {-1, -1};
    syscall(SYS_pipe2, ends, 0);
    return read(ends[0], &byte, 1) == 1;
}
END
program=$dir/blocked.c
interrupted 2
[ "$status" -eq 3 ] || fail "two Ctrl-C: $status instead of 3"
says 'had to be killed'

# A submission's search that takes too long ends by itself, before the limit that
# guards the machine, and that is no failure.
sh grader/grade.sh 17_atomics solutions/17_atomics/*.c \
    "$dir/graded" >"$dir/said" 2>&1 || fail "the answer: $(cat "$dir/said")"
TSAN_OPTIONS=$tsan setarch -R "$dir/graded/explore" --trial first_come --nonce n \
    --schedules 1000000000 --seconds 1 3>"$dir/said" 2>/dev/null || :
says '"stopped":1'
says '"t":"receipt".*"complete":1'

# On a terminal there is a line, which goes away.
if command -v script >/dev/null; then
    TERM=xterm script -qec "$explore $endless --time 3 $right" /dev/null \
        >"$dir/said" </dev/null 2>&1 || fail "on a terminal: $?"
    says '[0-9] schedules, [0-9,]+ a second: all with at most [0-9]+ preempt'
    TERM=dumb script -qec "$explore --time 2 $endless $right" /dev/null \
        >"$dir/said" </dev/null 2>&1 || fail "on a dumb terminal: $?"
    grep -q 'a second' "$dir/said" && fail "a dumb terminal gets the line"
fi
conclude
