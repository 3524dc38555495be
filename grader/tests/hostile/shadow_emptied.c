/* Hostile: no lock at all. After its access each thread reads the rest of the
 * word until ThreadSanitizer, which remembers four accesses, has forgotten it;
 * real threads come one after the other.
 * Verdict: fail
 * Finding: race
 */
#include "counter.h"

#include <stdatomic.h>
#include <unistd.h>

long counter = 0;

static atomic_int turn;

void increment(size_t times)
{
    volatile unsigned short *low = (void *)&counter;
    volatile unsigned char *high = (unsigned char *)&counter + 4;
    usleep(3000u *
           (unsigned)atomic_fetch_add_explicit(&turn, 1, memory_order_relaxed));
    *low += times;
    for (int i = 0; i < 400; i++) {
        high[0], high[1], high[2], high[3];
        ((volatile unsigned short *)high)[0],
            ((volatile unsigned short *)high)[1];
        *(volatile unsigned *)high;
    }
}
