/* Places whose race is told; see told.h. */
#include "explore/model/told.h"

#include <stddef.h>

#include "trial/tsan.h"

enum { WAITING_MAX = 64 }; /* between two calls; of more, some are told again */

bool told_waiting;

static struct {
    void *address;
    int size;
} waiting[WAITING_MAX];
static unsigned waiting_count;

void told_note(void *report)
{
    const char *description;
    void *trace[1];
    int ignored, accesses = 0;
    __tsan_get_report_data(report, &description, &ignored, &ignored, &accesses,
                           &ignored, &ignored, &ignored, &ignored, trace, 1);
    for (int i = 0; i < accesses && waiting_count < WAITING_MAX; i++) {
        void *address = NULL;
        int size = 0;
        __tsan_get_report_mop(report, (unsigned long)i, &ignored, &address,
                              &size, &ignored, &ignored, trace, 1);
        waiting[waiting_count].address = address;
        waiting[waiting_count++].size = size;
        told_waiting = true;
    }
}

void told_settle(void)
{
    for (unsigned i = 0; i < waiting_count; i++)
        AnnotateBenignRaceSized("", 0, waiting[i].address,
                                (size_t)waiting[i].size, "told");
    waiting_count = 0;
    told_waiting = false;
}
