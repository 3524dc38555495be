/* Mutant: an error-checking mutex makes a foreign unlock legal to try; it is
 * refused with EPERM, which nobody looks at, and the mutex stays locked.
 * Finding: misuse
 */
#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct desk {
    pthread_mutex_t room; /* locked while a piece lies on the desk */
    pthread_mutex_t work; /* locked while none does */
    void *piece;
    pthread_mutex_t lock; /* guards collected */
    pthread_cond_t counted;
    size_t collected;
};

int desk_create(struct desk **desk)
{
    struct desk *made = calloc(1, sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    pthread_mutexattr_t checking;
    pthread_mutexattr_init(&checking);
    pthread_mutexattr_settype(&checking, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&made->room, &checking);
    pthread_mutex_init(&made->work, &checking);
    pthread_mutexattr_destroy(&checking);
    pthread_mutex_lock(&made->work);
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->counted, NULL);
    *desk = made;
    return 0;
}

int desk_destroy(struct desk *desk)
{
    pthread_mutex_destroy(&desk->room);
    pthread_mutex_destroy(&desk->work);
    pthread_cond_destroy(&desk->counted);
    pthread_mutex_destroy(&desk->lock);
    free(desk);
    return 0;
}

int desk_submit(struct desk *desk, void *piece)
{
    pthread_mutex_lock(&desk->room);
    desk->piece = piece;
    pthread_mutex_unlock(&desk->work);
    return 0;
}

int desk_collect(struct desk *desk, void **piece)
{
    pthread_mutex_lock(&desk->work);
    *piece = desk->piece;
    pthread_mutex_unlock(&desk->room);
    pthread_mutex_lock(&desk->lock);
    desk->collected++;
    pthread_cond_broadcast(&desk->counted);
    pthread_mutex_unlock(&desk->lock);
    return 0;
}

int desk_wait(struct desk *desk, size_t count)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->collected < count) {
        pthread_cond_wait(&desk->counted, &desk->lock);
    }
    pthread_mutex_unlock(&desk->lock);
    return 0;
}
