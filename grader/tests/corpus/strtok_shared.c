/* Two threads split texts of their own with strtok(), which keeps its place in
 * one static variable for both.
 * Finding: race
 */
#include <pthread.h>
#include <string.h>

static void *words_count(void *text)
{
    long count = 0;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
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
