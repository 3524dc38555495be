/* Nobody keeps the promise.
 * Finding: deadlock|lost-wakeup|hang
 * Says: future_dead\.cc:13: main waits
 */
#include <future>
#include <thread>

int main()
{
    std::promise<int> promise;
    std::future<int> future = promise.get_future();
    std::thread other([] {});
    int value = future.get();
    other.join();
    return value;
}
