/* Two threads grow a vector.
 * Finding: race
 * Says: Data race on .all.
 * Says: race\.cc:11: thread [12] (reads|writes)
 */
#include <thread>
#include <vector>

static std::vector<int> all;

static void grow() { all.push_back(1); }

int main()
{
    all.reserve(4);
    std::thread one(grow), other(grow);
    one.join();
    other.join();
}
