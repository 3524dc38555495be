/* A program without threads has one schedule, run as the plain one and as
 * the only one at bound 0.
 * Figures: "schedules":2,
 * Figures: "every":1
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return 0;
}
