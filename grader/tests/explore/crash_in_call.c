/* A crash inside of a library function is at the line that called it, and is a
 * step of its own; the unlock before it went well.
 *
 * Finding: crash
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *volatile line;

static void *measure(void *unused)
{
    pthread_mutex_lock(&lock);
    char *mine = line;
    pthread_mutex_unlock(&lock);
    printf("%zu\n", strlen(mine));
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, measure, NULL);
    pthread_mutex_lock(&lock);
    line = "text";
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
