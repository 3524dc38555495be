/* Futures, call_once, a shared lock and an atomic flag, as they should be.
 */
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::once_flag once;
static std::shared_timed_mutex table_lock;
static std::atomic<bool> ready;
static int made, table;

static int read_table()
{
    std::call_once(once, [] { made++; });
    std::shared_lock<std::shared_timed_mutex> held(table_lock);
    return table;
}

int main()
{
    std::promise<int> promise;
    std::thread maker([&promise] {
        {
            std::unique_lock<std::shared_timed_mutex> held(table_lock);
            table = 7;
        }
        ready.store(true, std::memory_order_release);
        std::this_thread::sleep_for(std::chrono::hours(1));
        promise.set_value(read_table());
    });
    int first = read_table();
    int second = promise.get_future().get();
    maker.join();
    return (first == 0 || first == 7) && second == 7 && made == 1 && ready ? 0
                                                                           : 1;
}
