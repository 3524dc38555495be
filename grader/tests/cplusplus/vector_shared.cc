/* Two threads append to one vector, and leave it with torn bounds.
 * Finding: race
 * Says: Data race on `numbers`
 * Says: Memory is used that nobody has allocated
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
