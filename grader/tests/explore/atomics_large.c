/* Atomics that no instruction does at once order as they are told to.
 * Finding: race
 */
#include <pthread.h>
#include <stdatomic.h>

struct message {
    long number, words[3];
};

#ifdef FIX
enum { STORE = memory_order_release, LOAD = memory_order_acquire };
#else
enum { STORE = memory_order_relaxed, LOAD = memory_order_acquire };
#endif

static _Atomic struct message latest;
static int text;

static void *sender(void *unused)
{
    text = 1;
    struct message message = {.number = 1, .words = {1, 2, 3}};
    atomic_store_explicit(&latest, message, STORE);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sender, NULL);
    struct message seen = atomic_load_explicit(&latest, LOAD);
    if (seen.number && (text != 1 || seen.words[2] != 3))
        return 1;
    return pthread_join(thread, NULL);
}
