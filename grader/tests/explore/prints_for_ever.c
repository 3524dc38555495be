/* A menu that is shown for ever, as its input has ended, is cut short by what
 * it prints.
 * Figures: "beginnings":\[\{"steps":
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int jobs, choice;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    jobs++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    while (choice != 3)
        printf("1: start  2: stop  3: quit\n");
    return 0;
}
