/* Variant: not a usual one. Its headers come in quotes and by a macro, it has
 * names like the kit's, hints to the processor and to the compiler, ways out
 * that end the program, and a main() that was left over. */
#define ITS_HEADER "counter.h"
#include ITS_HEADER

#include "pthread.h"
#include <err.h>
#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#if defined __x86_64__
#include <immintrin.h>
#define lockstep_pause() _mm_pause()
#else
#define lockstep_pause() (void)0
#endif

long counter = 0;
static pthread_mutex_t lockstep_lock = PTHREAD_MUTEX_INITIALIZER;

/* Where to go on once the lock was there, or was not. */
static void lockstep_take(jmp_buf *out)
{
    int error = pthread_mutex_trylock(&lockstep_lock);
    if (error == EBUSY) {
        longjmp(*out, 1);
    }
    if (error != 0) {
        char *text;
        if (asprintf(&text, "error %d", error) < 0) {
            err(EXIT_FAILURE, "pthread_mutex_trylock");
        }
        warnx("pthread_mutex_trylock: %s", text);
        free(text);
        exit(EXIT_FAILURE);
    }
}

void increment(size_t times)
{
    jmp_buf out;
    if (setjmp(out) != 0) {
        lockstep_pause();
        if (pthread_mutex_lock(&lockstep_lock) != 0) {
            _Exit(EXIT_FAILURE);
        }
    } else {
        lockstep_take(&out);
    }
#pragma GCC unroll 2
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    if (pthread_mutex_unlock(&lockstep_lock) != 0) {
        errx(EXIT_FAILURE, "pthread_mutex_unlock");
    }
}

int main(void)
{
    size_t times;
    if (scanf("%zu", &times) == 1) {
        increment(times);
    }
    printf("%ld\n", counter);
    return 0;
}
