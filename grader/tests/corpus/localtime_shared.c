/* Two threads ask for the parts of two times; both get the same static struct.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>
#include <time.h>

static void *year_check(void *year)
{
    time_t time = (time_t) * (int *)year * 365 * 24 * 3600;
    assert(gmtime(&time)->tm_year == 70 + *(int *)year);
    return NULL;
}

int main(void)
{
    int years[] = {0, 1};
    pthread_t first, second;
    pthread_create(&first, NULL, year_check, &years[0]);
    pthread_create(&second, NULL, year_check, &years[1]);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
