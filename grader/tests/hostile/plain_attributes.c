/* Harmless: attributes, pragmas and macros that
 * change nothing in how code is compiled.
 * Verdict: pass
 */
#define _POSIX_C_SOURCE 200809L
#define TIMES_MAX 1000000
#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "counter.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
_Pragma("GCC diagnostic pop")

    long counter = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* It's a comment, don't "worry": # 1 "x" */
__attribute__((unused, format(printf, 1, 2))) static void
say(const char *format, ...)
{
    (void)format;
}

static inline __attribute__((__always_inline__)) void add(void)
{
    counter++;
}

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

void increment(size_t times)
{
    const char *name = "// no comment, \"asm\" in it, and \
a joined line";
    char buffer[64];

    assert(times <= TIMES_MAX && strlen(name) < sizeof buffer);
    for (size_t i = 0; i < times; i++) {
        pthread_mutex_lock(&lock);
        pthread_cleanup_push(unlock, &lock);
        add();
        pthread_cleanup_pop(1);
    }
    if (fabs((double)times) < 0) {
        snprintf(buffer, sizeof buffer, "%s: %zu", name, times);
        fprintf(stderr, "%s\n", buffer);
    }
}
