#!/bin/sh
# The same report, to the letter, whatever the machine says of itself: time
# zone, language, mask for new files, processors, process number and the time
# of day. The program prints them all and then fails.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

cat >"$dir/asks.c" <<'C'
#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void *work(void *unused)
{
    char text[200];
    unsigned byte = 0;
    time_t now = time(NULL);
    struct tm day;
    setlocale(LC_ALL, "");
    localtime_r(&now, &day);
    strftime(text, sizeof text, "%c %Z %A", &day);
    assert(getrandom(&byte, 1, 0) == 1);
    printf("%s %s %s %.1f %u", text, ctime(&now), strerror(ENOENT), 0.5, byte);
    printf(" %o %d %ld", umask(0), getpid(), sysconf(_SC_NPROCESSORS_ONLN));
    printf(" %ld %d %d\n", (long)clock(), rand(), day.tm_hour);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(b, NULL);
    return 3;
}
C
# asked NAME COMMAND...: the report on it, as text and as JSON. How long it took
# is not the machine's to keep from saying.
asked() {
    name=$1
    shift
    for form in '' --json; do
        # shellcheck disable=SC2086 # an option or nothing
        "$@" build/bin/explore $form "$dir/asks.c" || [ $? -eq 1 ] ||
            fail "$name: it could not run"
    done | grep -v '"seconds"' >"$dir/$name"
}
# shellcheck disable=SC2016 # $0 and $@ are the inner shell's
asked there env TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_TIME=fr_FR.UTF-8 \
    LANGUAGE=de POSIXLY_CORRECT=1 sh -c 'umask 077; exec taskset 1 "$@"' sh
asked here env TZ=America/New_York LC_ALL=C.UTF-8
asked bare env -i "PATH=$PATH"
grep -q "LST Sunday" "$dir/here" ||
    fail "it does not print what it was asked: $(cat "$dir/here")"
for name in there bare; do
    diff "$dir/here" "$dir/$name" || fail "$name: another report"
done
conclude
