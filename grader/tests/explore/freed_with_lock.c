/* Memory is freed with a lock in it that is held.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdlib.h>

int main(void)
{
    pthread_mutex_t *lock = malloc(sizeof *lock);
    if (!lock || pthread_mutex_init(lock, NULL))
        return 1;
    pthread_mutex_lock(lock);
    free(lock);
    return 0;
}
