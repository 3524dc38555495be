/* First join, then destroy. */
#include <pthread.h>
#include <stdlib.h>

struct box {
    pthread_mutex_t lock;
    int value;
};

static void *fill(void *box_pointer)
{
    struct box *box = box_pointer;
    pthread_mutex_lock(&box->lock);
    box->value = 1;
    pthread_mutex_unlock(&box->lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    struct box *box = malloc(sizeof *box);
    if (!box || pthread_mutex_init(&box->lock, NULL) != 0)
        return 1;
    pthread_create(&thread, NULL, fill, box);
    pthread_join(thread, NULL);
    pthread_mutex_destroy(&box->lock);
    free(box);
    return 0;
}
