/*
 * Runs a made-up program: script THREADS, of calls of every family.
 *
 * A thread is a word of operations, each a letter and the digit of what it acts
 * on; threads are divided by slashes. What a thread learns it writes down, and
 * main prints it all at the end: two schedules that any thread, or the end, can
 * tell apart print different things. There is no race, whatever the script.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { THREADS = 4, THINGS = 3, NOTES = 32 };

static pthread_mutex_t mutexes[THINGS] = {PTHREAD_MUTEX_INITIALIZER,
                                          PTHREAD_MUTEX_INITIALIZER,
                                          PTHREAD_MUTEX_INITIALIZER};
static pthread_cond_t conditions[THINGS] = {PTHREAD_COND_INITIALIZER,
                                            PTHREAD_COND_INITIALIZER,
                                            PTHREAD_COND_INITIALIZER};
static pthread_rwlock_t rwlocks[THINGS] = {PTHREAD_RWLOCK_INITIALIZER,
                                           PTHREAD_RWLOCK_INITIALIZER,
                                           PTHREAD_RWLOCK_INITIALIZER};
static pthread_mutex_t conditions_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t onces[THINGS] = {PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT,
                                       PTHREAD_ONCE_INIT};
static pthread_spinlock_t spins[THINGS];
static sem_t semaphores[THINGS];
static pthread_barrier_t barriers[THINGS];
static atomic_int words[THINGS];
static int guarded[THINGS]; /* by the mutex of that number */
static int written[THINGS]; /* by the read-write lock */
static int flags[THINGS];   /* by conditions_mutex */
static int spun[THINGS];    /* by the spin lock */
static atomic_int once_runs;

static struct notes {
    const char *script;
    char text[NOTES];
    unsigned length;
    int id;
} all[THREADS];

static void note(struct notes *notes, int value)
{
    if (notes->length < NOTES - 1)
        notes->text[notes->length++] = (char)('0' + value % 64);
}

static void run_once(void)
{
    atomic_fetch_add(&once_runs, 1);
}

static struct timespec soon(void)
{
    return (struct timespec){.tv_sec = 2000000000};
}

static void use(struct notes *notes, int i, int error)
{
    note(notes, error != 0);
    if (error == 0) {
        note(notes, guarded[i]++);
        pthread_mutex_unlock(&mutexes[i]);
    }
}

static void take_timed(struct notes *notes, int i)
{
    const struct timespec until = soon();
    use(notes, i, pthread_mutex_timedlock(&mutexes[i], &until));
}

static void try_lock(struct notes *notes, int i)
{
    use(notes, i, pthread_mutex_trylock(&mutexes[i]));
}

static void wait_if(struct notes *notes, int i)
{
    pthread_mutex_lock(&conditions_mutex);
    if (!flags[i])
        pthread_cond_wait(&conditions[i], &conditions_mutex);
    note(notes, flags[i]);
    pthread_mutex_unlock(&conditions_mutex);
}

static void wait_timed(struct notes *notes, int i)
{
    const struct timespec until = soon();
    int error = 0;
    pthread_mutex_lock(&conditions_mutex);
    while (!flags[i] && error == 0)
        error =
            pthread_cond_timedwait(&conditions[i], &conditions_mutex, &until);
    note(notes, 2 * flags[i] + (error == ETIMEDOUT));
    pthread_mutex_unlock(&conditions_mutex);
}

/* Whoever waits is told only when nobody has to wait for the mutex. */
static void tell_late(int i)
{
    pthread_mutex_lock(&conditions_mutex);
    flags[i]++;
    pthread_mutex_unlock(&conditions_mutex);
    pthread_cond_signal(&conditions[i]);
}

static void tell(int i, int everybody)
{
    pthread_mutex_lock(&conditions_mutex);
    flags[i]++;
    if (everybody)
        pthread_cond_broadcast(&conditions[i]);
    else
        pthread_cond_signal(&conditions[i]);
    pthread_mutex_unlock(&conditions_mutex);
}

static void reads(struct notes *notes, int i, int tries)
{
    int error = tries ? pthread_rwlock_tryrdlock(&rwlocks[i])
                      : pthread_rwlock_rdlock(&rwlocks[i]);
    note(notes, error ? 63 : written[i]);
    if (error == 0)
        pthread_rwlock_unlock(&rwlocks[i]);
}

static void swaps(struct notes *notes, int i)
{
    int expected = 0;
    note(notes,
         atomic_compare_exchange_strong(&words[i], &expected, notes->id + 1));
    note(notes, expected);
}

static void swaps_weakly(struct notes *notes, int i)
{
    int expected = 0;
    note(notes,
         atomic_compare_exchange_weak(&words[i], &expected, notes->id + 1));
}

static void spin_lock(struct notes *notes, int i)
{
    pthread_spin_lock(&spins[i]);
    note(notes, spun[i]++);
    pthread_spin_unlock(&spins[i]);
}

static void semaphore_timed(struct notes *notes, int i)
{
    const struct timespec until = soon();
    note(notes, sem_timedwait(&semaphores[i], &until) != 0);
}

static void spin_until_set(struct notes *notes, int i)
{
    int word;
    while ((word = atomic_load(&words[i])) == 0)
        sched_yield();
    note(notes, word);
}

/* The same for what a mutex guards. */
static void look_until_set(struct notes *notes, int i)
{
    int flag = 0;
    while (!flag) {
        pthread_mutex_lock(&conditions_mutex);
        flag = flags[i];
        pthread_mutex_unlock(&conditions_mutex);
        if (!flag)
            sched_yield();
    }
    note(notes, flag);
}

static void try_until_locked(struct notes *notes, int i)
{
    while (pthread_mutex_trylock(&mutexes[i]) != 0)
        sched_yield();
    use(notes, i, 0);
}

/* A mutex of its own, which lies where another thread's lay before. */
static void lock_on_the_heap(struct notes *notes)
{
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    if (!mutex)
        abort();
    pthread_mutex_init(mutex, NULL);
    pthread_mutex_lock(mutex);
    note(notes, 1);
    pthread_mutex_unlock(mutex);
    pthread_mutex_destroy(mutex);
    free(mutex);
}

static void swaps_by_order(struct notes *notes, int i)
{
    int expected = 0;
    note(notes, atomic_compare_exchange_strong_explicit(
                    &words[i], &expected, notes->id + 1, memory_order_acq_rel,
                    memory_order_relaxed));
    note(notes, expected);
}

/* Atomics with less than seq_cst, and fences. @return Whether it is one. */
static int order_weakly(struct notes *notes, char what, int i)
{
    switch (what) {
    case 'A':
        note(notes,
             atomic_fetch_add_explicit(&words[i], 1, memory_order_relaxed));
        return 1;
    case 'S':
        atomic_store_explicit(&words[i], notes->id + 1, memory_order_relaxed);
        return 1;
    case 'P':
        atomic_store_explicit(&words[i], notes->id + 1, memory_order_release);
        return 1;
    case 'G':
        note(notes, atomic_load_explicit(&words[i], memory_order_relaxed));
        return 1;
    case 'Q':
        note(notes, atomic_load_explicit(&words[i], memory_order_acquire));
        return 1;
    case 'W':
        swaps_by_order(notes, i);
        return 1;
    case 'E':
        atomic_thread_fence(memory_order_acq_rel);
        return 1;
    case 'B':
        atomic_thread_fence(memory_order_seq_cst);
        return 1;
    default:
        return 0;
    }
}

static void act(struct notes *notes, char what, int i)
{
    switch (what) {
    case 'f':
        spin_until_set(notes, i);
        break;
    case 'F':
        look_until_set(notes, i);
        break;
    case 'e':
        try_until_locked(notes, i);
        break;
    case 'h':
        lock_on_the_heap(notes);
        break;
    case 'l':
        pthread_mutex_lock(&mutexes[i]);
        note(notes, guarded[i]++);
        break;
    case 'u':
        pthread_mutex_unlock(&mutexes[i]);
        break;
    case 't':
        take_timed(notes, i);
        break;
    case 'y':
        try_lock(notes, i);
        break;
    case 'p':
        sem_wait(&semaphores[i]);
        break;
    case 'q':
        note(notes, sem_trywait(&semaphores[i]) != 0);
        break;
    case 'z':
        semaphore_timed(notes, i);
        break;
    case 'v':
        sem_post(&semaphores[i]);
        break;
    case 'w':
        wait_if(notes, i);
        break;
    case 'x':
        wait_timed(notes, i);
        break;
    case 'n':
        tell(i, 0);
        break;
    case 'N':
        tell_late(i);
        break;
    case 'b':
        tell(i, 1);
        break;
    case 'r':
        reads(notes, i, 0);
        break;
    case 'k':
        reads(notes, i, 1);
        break;
    case 'R':
        pthread_rwlock_wrlock(&rwlocks[i]);
        note(notes, written[i]++);
        pthread_rwlock_unlock(&rwlocks[i]);
        break;
    case 'a':
        note(notes, atomic_fetch_add(&words[i], 1));
        break;
    case 's':
        atomic_store(&words[i], notes->id + 1);
        break;
    case 'g':
        note(notes, atomic_load(&words[i]));
        break;
    case 'c':
        swaps(notes, i);
        break;
    case 'C':
        swaps_weakly(notes, i);
        break;
    case 'm':
        pthread_barrier_wait(&barriers[i]);
        break;
    case 'o':
        pthread_once(&onces[i], run_once);
        note(notes, atomic_load(&once_runs));
        break;
    case 'i':
        spin_lock(notes, i);
        break;
    default:
        if (!order_weakly(notes, what, i))
            abort();
    }
}

static void *run(void *argument)
{
    struct notes *notes = argument;
    for (const char *at = notes->script; *at && *at != '/'; at += 2)
        act(notes, at[0], at[1] - '0');
    return NULL;
}

int main(int count, char **words_given)
{
    pthread_t threads[THREADS];
    int made = 0;
    if (count < 2)
        return 2;
    for (int i = 0; i < THINGS; i++) {
        sem_init(&semaphores[i], 0, (unsigned)(i == 0));
        pthread_barrier_init(&barriers[i], NULL, 2);
        pthread_spin_init(&spins[i], PTHREAD_PROCESS_PRIVATE);
    }
    for (const char *at = words_given[1]; at && made < THREADS; made++) {
        all[made] = (struct notes){.script = at, .id = made};
        at = strchr(at, '/');
        at = at ? at + 1 : NULL;
    }
    for (int i = 0; i < made; i++)
        pthread_create(&threads[i], NULL, run, &all[i]);
    for (int i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < made; i++)
        printf("%s/", all[i].text);
    for (int i = 0; i < THINGS; i++) {
        int value;
        sem_getvalue(&semaphores[i], &value);
        printf("%d%d%d%d%d%d ", atomic_load(&words[i]), guarded[i], written[i],
               flags[i], spun[i], value);
        sem_destroy(&semaphores[i]);
        pthread_barrier_destroy(&barriers[i]);
        pthread_spin_destroy(&spins[i]);
    }
    printf("\n");
    return 0;
}
