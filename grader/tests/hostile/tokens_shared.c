/* Each caller makes the one text whole again, with the lock, and takes its
 * tokens without: what strtok_r() does there, no compiler tells.
 * Verdict: fail
 * Finding: race
 */
#include <pthread.h>
#include <string.h>

#include "counter.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char text[8];

long counter = 0;

void increment(size_t times)
{
    char *place;
    pthread_mutex_lock(&lock);
    counter += (long)times;
    memcpy(text, "one two", sizeof text);
    pthread_mutex_unlock(&lock);
    for (char *token = strtok_r(text, " ", &place); token;
         token = strtok_r(NULL, " ", &place))
        continue;
}
