/*
 * The canary: proof that the race detector was alive when the trial ended.
 *
 * The hook is called by hand, because the kit's own code is compiled without
 * ThreadSanitizer. The second writer is a fiber: for ThreadSanitizer a thread
 * like any other, to which it switches without an order between the two, and a
 * third of the cost of two real threads. The writes come one after the other,
 * so they can't miss each other in the shadow, as two at the same moment may.
 */
#include "trial/canary.h"

#include "trial/tsan.h"

long __lockstep_canary;

/* What was written before a fiber is made happens before all it does. */
void canary_plant(void)
{
    void *self = __tsan_get_current_fiber();
    void *other = __tsan_create_fiber(0);
    __tsan_write8(&__lockstep_canary);
    __tsan_switch_to_fiber(other, TSAN_NO_SYNC);
    __tsan_write8(&__lockstep_canary);
    __tsan_switch_to_fiber(self, TSAN_NO_SYNC);
    __tsan_destroy_fiber(other);
}
