/* Tells by not compiling what of the machine that grades can be seen. */
#include "counter.h"

#if __has_include("/etc/passwd") ||                                            \
                  __has_include(                                               \
                      "main.c") ||                                             \
                      __has_include(                                           \
                          "README.md") ||                                      \
                          __has_include(                                       \
                              "../../Makefile") ||                             \
                              __has_include(                                   \
                                  "../../grader/lessons/01_lock/trials.c") ||  \
                                  __has_include(                               \
                                      "../../solutions/01_lock/counter.c") ||  \
                                      __has_include(                           \
                                          "/dev/zero") ||                      \
                                          __has_include(                       \
                                              "/root") ||                      \
                                              __has_include(                   \
                                                  "/home") ||                  \
                                                  __has_include("/sys/kernel")
#error seen
#endif

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
