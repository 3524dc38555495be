/* Who asks for more memory than any machine has gets an exception.
 */
#include <cstdint>
#include <cstdlib>
#include <new>

int main()
{
    volatile std::size_t size = SIZE_MAX / 2;
    try {
        char *block = new char[size];
        delete[] block;
    } catch (const std::bad_alloc &) {
        return 0;
    }
    std::abort();
}
