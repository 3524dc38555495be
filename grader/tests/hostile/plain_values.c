/* Harmless: structures by value, nested data, small copies and text, all in a
 * right answer.
 * Verdict: pass
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "counter.h"

struct step {
    long by;
    char text[32];
    struct timespec since;
};

long counter = 0;
static const long table[] = {0, 1, 2};
static struct step last;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct step step_of(long by)
{
    struct step step = {.by = by};
    snprintf(step.text, sizeof step.text, "%ld", by);
    strncat(step.text, "0", 1);
    return step;
}

static struct step step_twice(struct step step)
{
    step.by = 2 * step.by - strtol(step.text, NULL, 10) / 10;
    return step;
}

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        struct step step = step_of(table[1]);
        step = step_twice(step);
        pthread_mutex_lock(&lock);
        last = step;
        memcpy(&step, &last, sizeof step);
        counter += step.by;
        pthread_mutex_unlock(&lock);
    }
}
