/* Hostile: asks the preprocessor which files are there, and behaves where it
 * finds any.
 * Verdict: fail
 * Finding: race
 * Needs: sandbox
 */
#include "counter.h"

#if __has_include("../../../solutions/01_lock/counter.c") ||                   \
                  __has_include(                                               \
                      "../../lessons/01_lock.c") ||                            \
                      __has_include(                                           \
                          "/etc/passwd") ||                                    \
                          __has_include(                                       \
                              "/root/.bashrc") ||                              \
                              __has_include("/proc/1/root/etc/passwd")
#error "there it is"
#endif

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
