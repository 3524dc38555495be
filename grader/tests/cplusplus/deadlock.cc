/* Two guards in either order.
 * Finding: deadlock
 * Says: deadlock\.cc:20: main waits for .left.
 * Says: deadlock\.cc:14: thread 1 waits for .right.
 */
#include <mutex>
#include <thread>

static std::mutex left, right;

static void forward()
{
    std::lock_guard<std::mutex> one(left);
    std::lock_guard<std::mutex> two(right);
}

static void back()
{
    std::lock_guard<std::mutex> one(right);
    std::lock_guard<std::mutex> two(left);
}

int main()
{
    std::thread other(forward);
    back();
    other.join();
}
