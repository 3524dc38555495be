#!/bin/sh
# What can't be explored is refused by name, without a picture: also a call that
# blocks in the kernel, which no model stands in for, with its thread and line.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# blocked NAME WORDS CODE: a second thread runs CODE, which is line 11.
blocked() {
    cat >"$dir/$1.c" <<END
#include <fcntl.h>
#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void *work(void *unused)
{
    usleep(1);
    $3
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return 0;
}
END
    refused "$1" "$dir/$1.c" "$2"
}

# refused NAME FILE WORDS: it is, in these words, and nothing more is said.
refused() {
    status=0
    timeout 60 build/bin/explore "$2" >"$dir/$1.said" 2>&1 </dev/null ||
        status=$?
    said=$(tr '\n' ' ' <"$dir/$1.said" | tr -s ' ' | sed 's/^ //; s/ $//')
    [ "$status" = 2 ] || fail "$1: exit status $status"
    [ "$said" = "can't be explored: $3" ] || fail "$1: it says $said"
}

refused fork grader/tests/explore/fork_unmodelled.c 'it uses fork'
not="which is not modelled"
blocked reads "thread 1 is blocked in read, $not, at $dir/reads.c:11" \
    'char c; int p[2]; syscall(SYS_pipe2, p, 0); if (read(p[0], &c, 1)) return NULL;'
blocked naps "thread 1 is blocked in nanosleep, $not, at $dir/naps.c:11" \
    'syscall(SYS_nanosleep, &(struct timespec){.tv_sec = 3600}, NULL);'
blocked ends "thread 1 has ended itself by a system call, $not; its last step \
before that was at $dir/ends.c:10" 'syscall(SYS_exit, 0);'
blocked spins "thread 1 runs on and on where it may be cancelled, without a \
call that is modelled, at $dir/spins.c:11" \
    'pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL); for (int i = 0;; i++);'

# A named semaphore is called by its name.
cat >"$dir/gate.c" <<'END'
#include <fcntl.h>
#include <semaphore.h>

int main(void)
{
    sem_wait(sem_open("/gate", O_CREAT, 0600, 0));
    return 0;
}
END
timeout 60 build/bin/explore "$dir/gate.c" >"$dir/said" && fail "gate: passed"
# shellcheck disable=SC2016 # the quotes are those of reports
grep -q 'waits for `/gate`' "$dir/said" ||
    fail "gate: it says $(cat "$dir/said")"

# A machine that is slow to answer is waited for.
cat >"$dir/late.c" <<'END'
#include <stdio.h>

int main(void)
{
    return getchar() == 'x' ? 0 : 1;
}
END
(sleep 8 && echo x) | timeout 60 build/bin/explore "$dir/late.c" >"$dir/said" ||
    fail "late: exit status $?, and it says $(cat "$dir/said")"
conclude
