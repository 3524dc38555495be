/* The zeros of calloc() are no mutex, though an initialiser's bytes are zeros:
 * one that is assigned there, or returned into it, is.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdlib.h>

struct box {
    int value;
    pthread_mutex_t lock;
};

#ifdef FIX
__attribute__((noinline)) static struct box box_make(void)
{
    return (struct box){.lock = PTHREAD_MUTEX_INITIALIZER};
}
#endif

/* Every block has the same caller. */
static void *zeros(size_t size)
{
    void *block = calloc(1, size);
    if (!block)
        abort();
    return block;
}

static void use(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    box->value++;
    pthread_mutex_unlock(&box->lock);
    free(box);
}

int main(void)
{
    struct box *assigned = zeros(sizeof *assigned);
    char *zero = zeros(sizeof *assigned);
    assigned->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    use(assigned);
    struct box *other = zeros(sizeof *other);
#ifdef FIX
    *other = box_make();
#else
    other->value = 1;
#endif
    use(other);
    int status = 0;
    for (size_t i = 0; i < sizeof *assigned; i++)
        status |= zero[i];
    free(zero);
    return status;
}
