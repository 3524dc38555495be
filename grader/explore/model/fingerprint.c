/*
 * The state of a schedule as a digest; see fingerprint.h.
 *
 * The one idea: a model that keeps something for the program has a function
 * here that adds it. One that is missing could make a livelock of threads that
 * do get on.
 */
#include "explore/model/fingerprint.h"

#include "explore/core/digest.h"
#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/model/chance.h"
#include "explore/model/heap.h"
#include "explore/model/key.h"
#include "explore/model/memory.h"
#include "explore/model/named.h"
#include "explore/model/restore.h"
#include "explore/model/signals.h"
#include "explore/model/surroundings.h"
#include "explore/model/thread_asked.h"
#include "explore/model/wakeup.h"

static void time_digest(struct digest *digest)
{
    digest_word(digest, schedule.now);
    digest_word(digest, schedule.worked);
    digest_word(digest, (uint64_t)schedule.shift);
}

static void (*const parts[])(struct digest *) = {
    memory_digest, time_digest,    objects_digest, wakeups_digest,
    heap_digest,   statics_digest, keys_digest,    chance_digest,
    named_digest,  signals_digest, asked_digest,   files_digest,
};

void fingerprint_shared(struct digest *digest)
{
    for (unsigned i = 0; i < sizeof parts / sizeof parts[0]; i++)
        parts[i](digest);
}

void fingerprint_take(struct digest *digest)
{
    fingerprint_shared(digest);
    threads_digest(digest);
}
