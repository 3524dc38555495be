/* Hostile: calls exit() by an address that the linker did not wrap.
 * Verdict: integrity
 */
#include <dlfcn.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    ((void (*)(int))dlsym(RTLD_DEFAULT, "_exit"))(0);
}
