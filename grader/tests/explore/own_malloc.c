/* An allocator in the place of the C library's. Its memory begins afresh in
 * every schedule; the C library's calls keep to another. Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char room[256];
static size_t used;

void *malloc(size_t size)
{
    void *block = NULL;
    pthread_mutex_lock(&lock);
    if (size <= sizeof room - used) {
        block = room + used;
        used += size;
    }
    pthread_mutex_unlock(&lock);
    return block;
}

void free(void *block)
{
    assert(!block ||
           ((char *)block >= room && (char *)block < room + sizeof room));
}

static void *take(void *unused)
{
    char *block = malloc(32);
    printf("%d\n", block != NULL);
    free(block);
    return unused;
}

int main(void)
{
    pthread_t other;
    assert(used == 0);
    pthread_create(&other, NULL, take, NULL);
    take(NULL);
    pthread_join(other, NULL);
    assert(used == 64);
    return 0;
}
