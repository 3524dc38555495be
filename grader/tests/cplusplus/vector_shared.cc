/* Two threads append to one vector. In one schedule its torn bounds make it ask
 * for more memory than there is: no signal has that name.
 * Finding: race
 * Says: Data race on `numbers`
 * Says: Memory is used that nobody has allocated
 * Says: Crash: more memory is asked for than any machine has
 */
#include <thread>
#include <vector>

static std::vector<int> numbers;

int main()
{
    std::thread a([] {
        for (int i = 0; i < 3; i++)
            numbers.push_back(i);
    });
    std::thread b([] {
        for (int i = 0; i < 3; i++)
            numbers.push_back(i);
    });
    a.join();
    b.join();
    return numbers.size() == 6 ? 0 : 1;
}
