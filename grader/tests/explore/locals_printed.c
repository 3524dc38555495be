/* Each thread prints into a variable of its own, by a function of the library.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char text[32];
static int one = 1, two = 2;

static void *print(void *number)
{
    snprintf(text, sizeof text, "number %d", *(int *)number);
    assert(strlen(text) == strlen("number 1"));
    assert(text[7] == '0' + *(int *)number);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, print, &one);
    pthread_create(&b, NULL, print, &two);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
