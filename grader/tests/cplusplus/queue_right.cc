/* What C++ adds to a right program: globals with memory, exceptions, static
 * variables of functions, variables of threads, all made anew each time.
 */
#include <condition_variable>
#include <map>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

static std::mutex lock;
static std::condition_variable filled;
static std::queue<int> items;
static std::map<std::string, int> seen{{"begun", 0}};
static int destroyed;

struct counts_end {
    ~counts_end()
    {
        std::lock_guard<std::mutex> held(lock);
        destroyed++;
    }
    int value = 1;
};

static int weight()
{
    static std::vector<int> weights(3, 2);
    thread_local counts_end mine;
    return weights[1] * mine.value;
}

static int take()
{
    std::unique_lock<std::mutex> held(lock);
    filled.wait(held, [] { return !items.empty(); });
    int item = items.front();
    items.pop();
    if (item < 0)
        throw std::runtime_error("end");
    return item;
}

static void consume(int &sum)
{
    try {
        for (;;)
            sum += take() * weight();
    } catch (const std::runtime_error &) {
        std::this_thread::yield();
        sum += std::uncaught_exceptions();
    }
}

int main()
{
    int sum = 0;
    if (seen["begun"]++ != 0)
        return 2;
    std::thread consumer(consume, std::ref(sum));
    for (int item : {3, -1}) {
        std::lock_guard<std::mutex> held(lock);
        items.push(item);
        filled.notify_one();
    }
    consumer.join();
    return sum == 6 && destroyed == 1 ? 0 : 1;
}
