/* An exit status other than 0 is a finding.
 * Finding: exit
 */
#include <pthread.h>
#include <stdlib.h>

static void *work(void *unused)
{
    exit(3);
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
