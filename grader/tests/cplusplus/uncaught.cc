/* An exception that leaves a thread ends the program.
 * Finding: crash
 * Says: SIGABRT
 * Says: uncaught\.cc:11: thread 1 crashed
 */
#include <stdexcept>
#include <thread>

static void fail()
{
    throw std::runtime_error("nobody listens");
}

int main()
{
    std::thread other(fail);
    other.join();
}
