/* Hostile: asks ThreadSanitizer's runtime to prepare for a sandbox, to die by
 * its own words and to have no memory.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race|exit|crash
 * Needs: sandbox
 */
#include "counter.h"

void __sanitizer_sandbox_on_notify(void *arguments);
void __sanitizer_set_death_callback(void (*callback)(void));
void __tsan_flush_memory(void);

long counter = 0;

static void die(void)
{
}

void increment(size_t times)
{
    __sanitizer_sandbox_on_notify(NULL);
    __sanitizer_set_death_callback(die);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
