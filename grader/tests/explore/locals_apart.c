/* Thread-local variables have an address in each thread, the same as long as
 * the thread lives, and are aligned as the program asks. A key's destructor and
 * the main thread after a join find their own.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

struct wide {
    _Alignas(256) char bytes[300];
};

static _Thread_local int id = 7;
static __thread struct wide wide = {"wide"};
static _Thread_local char *text = "fresh";
_Thread_local int seen;
static int *places[3];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t key;

static void leave(void *number)
{
    assert(number == &id && id == 8 && &id == places[seen]);
}

static void *work(void *number)
{
    static _Thread_local int calls;
    assert(calls++ == 0 && id == 7 && seen == 0);
    assert((uintptr_t)&wide % 256 == 0);
    assert(strcmp(wide.bytes, "wide") == 0 && strcmp(text, "fresh") == 0);
    seen = *(int *)number;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < 3; i++)
        assert(places[i] != &id);
    places[seen] = &id;
    pthread_mutex_unlock(&lock);
    id++;
    memset(&wide, seen, sizeof wide);
    pthread_mutex_lock(&lock);
    assert(places[seen] == &id && wide.bytes[299] == seen);
    pthread_mutex_unlock(&lock);
    pthread_setspecific(key, &id);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int one = 1, two = 2;
    places[0] = &id;
    pthread_key_create(&key, leave);
    pthread_create(&a, NULL, work, &one);
    pthread_create(&b, NULL, work, &two);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(places[0] == &id && id == 7 && seen == 0);
    assert(wide.bytes[299] == 0);
    return 0;
}
