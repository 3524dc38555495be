/* Hostile: writes garbage that is no text into the pipe.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const char garbage[] = "\xff\xfe{\"t\":\"\xc3(\n\0\n{\"t\":[{}]}\n"
                                  "{\"t\":\"hang\",\"threads\":7}\n{\"t\":";
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    if (write(3, garbage, sizeof garbage - 1) < 0) {
        counter++;
    }
}
