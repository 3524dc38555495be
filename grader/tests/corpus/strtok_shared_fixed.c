/* Each splits with a place of its own, and only one thread at a time asks for
 * the time's parts: what is ordered is no race.
 */
#include <pthread.h>
#include <string.h>
#include <time.h>

static void *words_count(void *text)
{
    long count = 0;
    char *place = NULL;
    for (char *word = strtok_r(text, " ", &place); word;
         word = strtok_r(NULL, " ", &place))
        count++;
    return (void *)count;
}

int main(void)
{
    char a[] = "one two", b[] = "three four";
    pthread_t first, second;
    time_t start = 0;
    struct tm *parts = gmtime(&start);
    int year = parts->tm_year;
    pthread_create(&first, NULL, words_count, a);
    pthread_create(&second, NULL, words_count, b);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    char *word = strtok(a, " ");
    return word && year == 70 && gmtime(&start)->tm_year == 70 ? 0 : 1;
}
