#!/bin/sh
# What explored programs read and print: each schedule reads the same input, too
# much output is cut, and outputs that differ between schedules are told.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# explored NAME STATUS [OPTION...]: the report on $dir/NAME.c, which is there.
explored() {
    name=$1 want=$2
    shift 2
    status=0
    timeout 300 build/bin/explore "$@" "$dir/$name.c" >"$dir/$name.said" 2>&1 ||
        status=$?
    [ "$status" -eq "$want" ] ||
        fail "$name: status $status, not $want: $(cat "$dir/$name.said")"
}

# says NAME PATTERN: does the last report?
says() {
    grep -qE -e "$2" "$dir/$1.said" ||
        fail "$1: no '$2' in: $(cat "$dir/$1.said")"
}

# Two threads share what comes: by stream, by line and by descriptor.
cat >"$dir/reads.c" <<'C'
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lines;
static void *work(void *unused)
{
    char *line = NULL;
    size_t size = 0;
    pthread_mutex_lock(&lock);
    while (getline(&line, &size, stdin) > 0)
        lines++;
    pthread_mutex_unlock(&lock);
    free(line);
    return unused;
}
int main(int argc, char **argv)
{
    pthread_t a, b;
    int number;
    char letters[8] = "";
    if (argc > 1) {
        assert(read(STDIN_FILENO, letters, 3) == 3);
        assert(strcmp(letters, "12\n") == 0);
    } else {
        assert(scanf("%d ", &number) == 1 && number == 12);
        ungetc(getchar(), stdin);
    }
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(lines == 2 && feof(stdin) && getchar() == EOF);
    (void)argv;
    return 0;
}
C
printf '12\nsome\nmore\n' | explored reads 0
says reads '^  all behaviours: [0-9]+ classes of schedules, '
printf '12\nsome\nmore\n' >"$dir/input"
explored reads 0 <"$dir/input"
explored reads 1 </dev/null
for bytes in 1 3; do
    dd if="$dir/input" bs=$bytes status=none |
        timeout 60 build/bin/explore "$dir/reads.c" -- raw >"$dir/reads.said" ||
        fail "read() gets other input: $(cat "$dir/reads.said")"
done

# An input that never ends is waited for by who reads it, but not for ever.
mkfifo "$dir/open"
exec 7<>"$dir/open"
cat >"$dir/deaf.c" <<'C'
#include <stdio.h>
int main(void)
{
#ifdef ASKS
    return getchar() != EOF;
#else
    return 0;
#endif
}
C
explored deaf 0 <"$dir/open"
! grep -q 'waits for' "$dir/deaf.said" || fail "it waits for no input"
explored deaf 0 --cflags -DASKS <"$dir/open"
says deaf 'waits for standard input'
exec 7>&-

# A megabyte in each schedule, of which the judge keeps a part.
cat >"$dir/chatters.c" <<'C'
#include <pthread.h>
#include <stdio.h>
static void *work(void *unused)
{
    for (int i = 0; i < 30000; i++)
        printf("line %d of many\n", i);
    return unused;
}
int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
C
explored chatters 0
says chatters 'schedules?( there is)?: nothing found'
explored chatters 0 --json
says chatters '"output_cut": true'
says chatters '"outputs": null'

# A wrong sum that is only printed.
cat >"$dir/adds.c" <<'C'
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;
static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    int before = sum;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    sum = before + 1;
    pthread_mutex_unlock(&lock);
    return unused;
}
int main(void)
{
    pthread_t a, b;
    for (int i = 0; i < 99; i++)
        printf("as always\n");
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("sum: %d\n", SUM);
    return 0;
}
C
explored adds 0 --cflags -DSUM=sum
says adds '2 different outputs in [0-9]+ schedules'
says adds '--replay [0-9A-Z]+; from line 100 on:$'
says adds '^      sum: 1$'
says adds '^      sum: 2$'
id=$(grep -B1 'sum: 1' "$dir/adds.said" | sed -n 's/.*--replay \([0-9A-Z]*\).*/\1/p')
explored adds 0 --cflags -DSUM=sum --json
says adds "\"id\": \"$id\""
all=$(sed -n 's/^  "schedules": \([0-9]*\),/\1/p' "$dir/adds.said")
each=$(sed -n 's/^      "schedules": \([0-9]*\),*/\1/p' "$dir/adds.said" |
    awk '{ sum += $1 } END { print sum }')
# Of those that were left before their end nothing is told.
whole=$(sed -n 's/^    "schedules": \([0-9]*\),*$/\1/p' "$dir/adds.said")
[ "$each" -eq "$whole" ] || fail "of $whole schedules $each are told of"
[ "$whole" -le "$all" ] || fail "$whole schedules are told of, and $all were run"
explored adds 0 --cflags -DSUM=sum --replay "$id" --json
says adds 'sum: 1'
explored adds 0 --cflags -DSUM=3
! grep -q 'different outputs' "$dir/adds.said" ||
    fail "the same output is called different"
conclude
