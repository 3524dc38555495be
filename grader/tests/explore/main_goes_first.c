/* What main leaves behind is main's, though another thread ends last.
 * Note: misuse
 */
#include <pthread.h>

static void *wait_a_little(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, wait_a_little, NULL);
    pthread_exit(NULL);
}
