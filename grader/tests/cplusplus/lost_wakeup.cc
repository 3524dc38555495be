/* A notification that comes before the wait, which asks for nothing.
 * Finding: lost-wakeup
 * Says: lost_wakeup\.cc:15: thread 1 waits in
 */
#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex lock;
static std::condition_variable changed;

static void await()
{
    std::unique_lock<std::mutex> held(lock);
    changed.wait(held);
}

int main()
{
    std::thread other(await);
    changed.notify_one();
    other.join();
}
