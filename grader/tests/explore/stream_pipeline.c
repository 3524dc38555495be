/* A pipeline of three threads, by streams: what waits in a buffer was not
 * written.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { LINES = 3 };

static int first[2], second[2];

static void *number(void *unused)
{
    FILE *out = fdopen(first[1], "w");
    for (int i = 0; i < LINES; i++)
        fprintf(out, "%d\n", i);
#ifdef FIX
    assert(fileno(out) == first[1] && fclose(out) == 0);
#endif
    return unused;
}

static void *quote(void *unused)
{
    char line[16];
    FILE *in = fdopen(first[0], "r"), *out = fdopen(second[1], "w");
    while (fgets(line, sizeof line, in))
        fprintf(out, "> %s", line);
    fclose(in);
    fclose(out);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    char line[16];
    int count = 0;
    assert(pipe(first) == 0 && pipe(second) == 0);
    pthread_create(&threads[0], NULL, number, NULL);
    pthread_create(&threads[1], NULL, quote, NULL);
    FILE *in = fdopen(second[0], "r");
    while (fgets(line, sizeof line, in))
        count += line[0] == '>' && line[2] == '0' + count;
    assert(count == LINES && fclose(in) == 0);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
