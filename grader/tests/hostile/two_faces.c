/* Hostile: shows one face to the compiler and another to whoever preprocesses
 * it after that: the object is there by then.
 * Verdict: integrity
 */
#include "counter.h"

#define THERE(name) __has_include(name)
#define HERE "../../../build/test/out/hostile/two_faces/student.o"

long counter = 0;

#if !THERE(HERE) && !THERE("/tmp/student.o")
__attribute__((no_sanitize_thread))
#endif
void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
