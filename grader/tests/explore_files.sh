#!/bin/sh
# What the explorer says of programs whose threads wait for pipes, sockets and
# their kin; what it makes of them is tested by the programs themselves.
# shellcheck disable=SC2016 # the quotes are those of reports
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# told NAME STATUS WORDS...: what is said of a program has these words.
told() {
    name=$1 want=$2 status=0
    shift 2
    timeout 120 build/bin/explore "$(path "$name")" >"$dir/$name.said" 2>&1 \
        </dev/null || status=$?
    [ "$status" = "$want" ] || fail "$name: exit status $status"
    said=$(tr '\n' ' ' <"$dir/$name.said" | tr -s ' ')
    for words; do
        echo "$said" | grep -qE -- "$words" || fail "$name: not said: $words"
    done
}

# path NAME: a program of this test's, or one of all.
path() {
    if [ -e "$dir/$1.c" ]; then
        echo "$dir/$1.c"
    else
        echo "grader/tests/explore/$1.c"
    fi
}

# refused NAME WORDS CODE: the explorer can't run it, and says what it is.
refused() {
    cat >"$dir/$1.c" <<END
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    $3
}
END
    told "$1" 2 "can't be explored: it uses $2"
}

told pipes_crosswise 1 'main waits in read on `pipe from [0-9]+ to [0-9]+`' \
    'thread 1 waits in read on `pipe from [0-9]+ to [0-9]+`' \
    'waits to read from `pipe from [0-9]+ to' 'makes `pipe from'
again=$(sed -n 's/.*--replay //p' "$dir/pipes_crosswise.said")
build/bin/explore --replay "$again" grader/tests/explore/pipes_crosswise.c \
    >"$dir/again" && fail "the replay found nothing"
for said in pipes_crosswise.said again; do
    grep 'waits in read on `pipe from' "$dir/$said" >"$dir/$said.waits" || :
done
cmp "$dir/pipes_crosswise.said.waits" "$dir/again.waits" ||
    fail "the replay says $(cat "$dir/again")"
told pipes_full 1 'main waits in write on `pipe from' 'waits to write to `pipe'
told descriptor_closed 1 'Data race on `descriptor [0-9]+`' \
    'thread 1 uses it' 'main closes it' 'closes `pipe from [0-9]+ \(closed\) to'
told pipe_broken 1 'Crash: SIGPIPE, it writes what nobody can read' \
    'writes to `pipe from [0-9]+ to [0-9]+ \(closed\)`: it fails'
told event_loop 1 'waits in epoll_wait on `epoll [0-9]+`'
told echo_server 1 'on `connection [0-9]+ with [0-9]+, port'
told self_pipe 1 'main waits in poll on `pipe from'

# Each schedule gets the same numbers, and what one leaves open is gone.
cat >"$dir/numbers.c" <<'END'
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void *work(void *unused)
{
    for (int i = 0; i < 3; i++)
        if (write(ends[1], "abc", 3) != 3)
            return ends;
    return unused;
}

int main(void)
{
    pthread_t other;
    char text[4];
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&other, NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        if (read(ends[0], text, 3) != 3)
            return 2;
    printf("%d %d %.3s\n", ends[0], ends[1], text);
    pthread_join(other, NULL);
    return 0;
}
END
told numbers 0 'all [1-9][0-9]* schedules: nothing found *$'

refused datagrams 'a socket without connections' \
    'return socket(AF_INET, SOCK_DGRAM, 0);'
refused outside 'connect\(\) to another machine' '
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(80)};
    to.sin_addr.s_addr = htonl(0x01020304);
    int line = socket(AF_INET, SOCK_STREAM, 0);
    return connect(line, (struct sockaddr *)&to, sizeof to);'
refused timer timerfd_create 'return timerfd_create(CLOCK_MONOTONIC, 0);'
refused signals signalfd 'return signalfd(-1, NULL, 0);'
refused changes inotify_init 'return inotify_init();'
conclude
