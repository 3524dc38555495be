#!/bin/sh
# An interrupt ends a grading at once: no process of it is left, and no verdict.
#
# What Ctrl-C does is done here: the signal goes to the whole group of the shell
# that grades, which is one of its own.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=build/test/out/interrupted
rm -rf "$out"
mkdir -p "$out"
file=$out/counter.c
cat >"$file" <<'EOF'
#include "counter.h"

#include <pthread.h>
#include <unistd.h>

long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
        sleep(30);
    }
}
EOF

# graders: the numbers of the processes that grade, or are graded.
graders() {
    pgrep -f "$out/(grading|stress|explore)|--out $out/grading" || :
}

# until_true COMMAND...: waits for it. (The limit is for a kit that is broken.)
until_true() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || return 1
        sleep 0.1
    done
}

probe_runs() {
    pgrep -f "^$out/grading/stress --trial" >/dev/null
}

nobody() {
    [ -z "$(graders)" ]
}

for signal in INT TERM; do
    # A shell's background job would ignore the one, and have no group.
    LOCKSTEP_ENGINES=stress setsid env --default-signal=INT sh -c \
        'echo $$ >"$3.pid"; exec grader/grade.sh "$@"' sh 01_lock "$file" \
        "$out/grading" >"$out/said" 2>&1 &
    until_true probe_runs || complain "no probe was started"
    kill -s "$signal" -- "-$(cat "$out/grading.pid")"
    until_true nobody || complain "left after SIG$signal: $(graders)"
    wait || :
    [ ! -e "$out/grading/record.json" ] || complain "there is a record"
    [ ! -e "$out/grading/passed" ] || complain "it has passed"
done

# The name of what Criterion shares may be left, and a later process may have
# the number in it.
status=0
sh -c 'touch "/dev/shm/bxf_arena_$$"
    exec build/judge/01_lock --lesson 01_lock --source "$1/graded.c" --out "$1" \
        --engines explore' sh "$out/grading" >"$out/said" 2>&1 || status=$?
[ "$status" -le 1 ] || complain "the next judge: $status: $(cat "$out/said")"
[ "$wrong" -eq 0 ]
