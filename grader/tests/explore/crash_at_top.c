/* A thread that is nothing but a library's function crashes: no line of the
 * program is on its stack, and what lies above the stack is not looked at.
 *
 * Finding: crash
 */
#include <pthread.h>
#include <string.h>

int main(void)
{
    pthread_t thread;
    void *(*volatile start)(void *) = (void *(*)(void *))(void *)strlen;
    pthread_create(&thread, NULL, start, NULL);
    pthread_join(thread, NULL);
    return 0;
}
