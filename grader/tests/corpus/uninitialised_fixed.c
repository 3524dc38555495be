/* The lock is initialised with the memory around it. */
#include <pthread.h>
#include <stdlib.h>

struct box {
    pthread_mutex_t lock;
    int value;
};

int main(void)
{
    struct box *box = malloc(sizeof *box);
    if (!box)
        return 1;
    if (pthread_mutex_init(&box->lock, NULL) != 0)
        return 1;
    pthread_mutex_lock(&box->lock);
    box->value = 1;
    pthread_mutex_unlock(&box->lock);
    pthread_mutex_destroy(&box->lock);
    free(box);
    return 0;
}
