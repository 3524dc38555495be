#!/bin/sh
# What reports say of signals, and how one from outside is asked for.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
programs=grader/tests/explore

# told NAME STATUS WORDS ARGUMENT...: how it ends, and words of its report.
told() {
    name=$1 want=$2 words=$3
    shift 3
    status=0
    timeout 300 build/bin/explore "$@" >"$dir/$name.said" 2>&1 </dev/null ||
        status=$?
    tr '\n' ' ' <"$dir/$name.said" | tr -s ' ' >"$dir/$name.words"
    [ "$status" -eq "$want" ] || fail "$name: exit status $status, not $want"
    grep -qF -e "$words" "$dir/$name.words" ||
        fail "$name: no '$words' in $(cat "$dir/$name.said")"
}

told lost 1 'thread 1 waits in pause for a signal' "$programs/pause_too_late.c"
told lost 1 'sends SIGUSR1' "$programs/pause_too_late.c"
told lost 1 'takes SIGUSR1: its handler runs' "$programs/pause_too_late.c"
told lost 1 'is back from the handler of SIGUSR1' "$programs/pause_too_late.c"
told ended 1 'SIGTERM ends the whole program: it has no handler then' \
    "$programs/signal_taken.c"
told awaited 0 'with --signal NAME one comes' "$programs/signal_awaited.c"

# The same signal by its names; the schedule's id knows which it was.
for signal in TERM sigterm 15; do
    told server 1 'main waits in pause for a signal' --signal $signal \
        "$programs/handler_of_server.c"
done
id=$(sed -n 's/.*again: --replay //p' "$dir/server.said")
told again 1 'main waits in pause for a signal' --replay "$id" \
    "$programs/handler_of_server.c"
told again 1 'takes SIGTERM: its handler runs' --replay "$id" \
    "$programs/handler_of_server.c"
for signal in KILL STOP 0 99 TERMS; do
    told refused 2 "not '$signal'" --signal $signal "$programs/single_thread.c"
done

# A hang that a handler does not end is told with the handler that did not run.
told hung 1 'a handler for SIGINT, and nobody sent it: if that is to end the wait, --signal INT sends it' \
    "$programs/handler_not_meant.c"

# A fault's handler is not run, and that is said; nor can it be left by a jump.
cat >"$dir/faults.c" <<'C'
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>
static sigjmp_buf before;
static int *volatile nowhere;
static void handle(int number)
{
    (void)number;
    siglongjmp(before, 1);
}
int main(void)
{
    signal(SIGSEGV, handle);
    signal(SIGUSR1, handle);
    if (sigsetjmp(before, 1) == 0 && FAULT)
        *nowhere = 1;
    if (sigsetjmp(before, 1) == 0)
        raise(SIGUSR1);
    usleep(1);
    return 0;
}
C
told faults 1 'the program has a handler for SIGSEGV, which was not run' \
    --cflags -DFAULT=1 "$dir/faults.c"
told jumps 2 "can't be explored: it uses a jump out of a signal handler" \
    --cflags -DFAULT=0 "$dir/faults.c"

# What goes to other processes, or stops the program, is refused by name.
for call in 'kill(0, SIGTERM)' 'kill(getppid(), SIGTERM)' 'raise(SIGSTOP)' \
    'killpg(1, SIGTERM)'; do
    printf '#include <signal.h>\n#include <unistd.h>\nint main(void)\n%s\n' \
        "{ $call; return 0; }" >"$dir/other.c"
    told other 2 "can't be explored: it uses" "$dir/other.c"
done
conclude
