/* A thread that is cancelled, or ends itself, destroys what is on its stack. */
#include <cassert>
#include <mutex>
#include <pthread.h>
#include <semaphore.h>
#include <stdexcept>
#include <unistd.h>

static std::mutex lock;
static sem_t never;
static int order;

struct Step {
    int number;
    ~Step()
    {
        std::lock_guard<std::mutex> hold(lock);
        assert(++order == number);
    }
};

static void note(void *)
{
    assert(++order == 2);
}

static void deep(bool cancelled)
{
    Step first{1};
    try {
        if (!cancelled)
            pthread_exit(&order);
        sem_wait(&never);
    } catch (const std::runtime_error &) {
        assert(!"it is no exception of the program");
    } catch (...) {
        throw;
    }
}

static void *work(void *cancelled)
{
    Step third{3};
    pthread_cleanup_push(note, nullptr);
    deep(cancelled);
    pthread_cleanup_pop(0);
    return nullptr;
}

static void *run(bool cancelled)
{
    pthread_t thread;
    void *result;
    order = 0;
    pthread_create(&thread, nullptr, work, cancelled ? &never : nullptr);
    if (cancelled)
        assert(pthread_cancel(thread) == 0);
    pthread_join(thread, &result);
    assert(order == 3);
    return result;
}

int main()
{
    sem_init(&never, 0, 0);
    assert(run(true) == PTHREAD_CANCELED);
    assert(run(false) == &order);
}
