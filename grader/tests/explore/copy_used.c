/* A mutex that was used is no mutex where its bytes were copied to; an
 * initialiser that nobody used yet may be copied.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdlib.h>

struct box {
    pthread_mutex_t lock;
    int value;
};

static const struct box empty = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void add(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    box->value++;
    pthread_mutex_unlock(&box->lock);
}

int main(void)
{
    struct box *first = malloc(sizeof *first), *second = malloc(sizeof *second);
    if (!first || !second)
        return 1;
    *first = empty;
#ifdef FIX
    *second = *first;
    add(first);
    struct box saved = *first;
    *first = saved;
    add(first);
#else
    add(first);
    *second = *first;
#endif
    add(second);
    free(first);
    free(second);
    return 0;
}
