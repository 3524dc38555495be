/* The thread-safe function with a position that two threads share.
 * Finding: race
 */
#include <pthread.h>
#include <string.h>

static char *place;

static void *words_count(void *text)
{
    long count = 0;
    for (char *word = strtok_r(text, " ", &place); word;
         word = strtok_r(NULL, " ", &place))
        count++;
    return (void *)count;
}

int main(void)
{
    char a[] = "one two", b[] = "three four";
    pthread_t first, second;
    pthread_create(&first, NULL, words_count, a);
    pthread_create(&second, NULL, words_count, b);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
