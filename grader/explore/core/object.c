/*
 * The table of objects: open addressing by address, in insertion order.
 *
 * The one idea: a slot counts only if it carries the number of the running
 * schedule, so forgetting everything costs one increment.
 */
#include "explore/core/object.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>

#include "explore/core/digest.h"
#include "explore/core/footprint.h"
#include "explore/core/thread.h"
#include "explore/ground/pages.h"

enum { OBJECTS_MAX = 1 << 16, SLOTS = 2 * OBJECTS_MAX };

struct slot {
    unsigned long schedule;
    unsigned index;
};

static struct slot *slots;
static struct object *objects;
static unsigned object_count;
static unsigned long schedule_number = 1;

void objects_setup(void)
{
    slots = pages_map(SLOTS * sizeof *slots);
    objects = pages_map(OBJECTS_MAX * sizeof *objects);
}

/* Where a mutex, a condition and the others have eight bytes that are zeros in
 * their static initialisers: glibc counts and links something there. */
enum { SIGNATURE = 24 };

/* No address has these bits, with or without a tag (see leak.c). */
static const uintptr_t SECRET = (uintptr_t)0xa5c35a3c96e1785au;

size_t object_size(enum object_kind kind)
{
    static const size_t sizes[] = {
        [OBJECT_MUTEX] = sizeof(pthread_mutex_t),
        [OBJECT_COND] = sizeof(pthread_cond_t),
        [OBJECT_RWLOCK] = sizeof(pthread_rwlock_t),
        [OBJECT_BARRIER] = sizeof(pthread_barrier_t),
        [OBJECT_SEMAPHORE] = sizeof(sem_t),
        [OBJECT_ONCE] = 0,
        [OBJECT_FUTEX] = 0,
    };
    return sizes[kind];
}

static volatile uintptr_t *signature_of(const void *address)
{
    return (volatile uintptr_t *)((uintptr_t)address + SIGNATURE);
}

static bool has_signature(const void *address, enum object_kind kind)
{
    return object_size(kind) >= SIGNATURE + sizeof(uintptr_t) &&
           (uintptr_t)address % sizeof(uintptr_t) == 0;
}

void objects_clear(void)
{
    schedule_number++;
    object_count = 0;
}

static struct slot *slot_of(const void *address)
{
    uintptr_t hash = (uintptr_t)address >> 2;
    hash *= 0x9e3779b97f4a7c15u;
    size_t i = (hash >> 40) & (SLOTS - 1);
    while (slots[i].schedule == schedule_number &&
           objects[slots[i].index].address != address)
        i = (i + 1) & (SLOTS - 1);
    return &slots[i];
}

struct object *object_find(const void *address)
{
    struct slot *slot = slot_of(address);
    return slot->schedule == schedule_number ? &objects[slot->index] : NULL;
}

struct object *object_make(const void *address, enum object_kind kind)
{
    struct slot *slot = slot_of(address);
    if (slot->schedule != schedule_number) {
        if (object_count == OBJECTS_MAX)
            return NULL;
        slot->schedule = schedule_number;
        slot->index = object_count++;
    }
    struct object *object = &objects[slot->index];
    *object = (struct object){.address = address, .kind = kind};
    return object;
}

/* Who sleeps in a condition wait still needs the mutex, its operation's
 * address. */
static bool thread_waits_on(const void *address)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        if (thread->waiting_on == address ||
            (thread->op && thread->op->address == address))
            return true;
    }
    return false;
}

bool object_busy(const struct object *object)
{
    if (object->destroyed)
        return false;
    if (object->owner || object->readers || object->waiting)
        return true;
    /* A woken thread may still be inside a condition wait: POSIX allows the
     * condition to be destroyed as soon as it was woken. */
    return object->kind != OBJECT_COND && thread_waits_on(object->address);
}

void objects_digest(struct digest *digest)
{
    for (unsigned i = 0; i < object_count; i++) {
        const struct object *object = &objects[i];
        digest_pointer(digest, object->address);
        digest_word(digest, (uint64_t)object->kind | object->destroyed << 8 |
                                object->freed << 9 | object->failed << 10 |
                                object->robust << 11 | object->orphaned << 12 |
                                object->ruined << 13);
        digest_word(digest, (uint64_t)object->protocol << 32 |
                                (unsigned)object->ceiling);
        digest_word(digest, object->type);
        digest_word(digest, object->count);
        digest_word(digest, object->readers);
        digest_word(digest, object->waiting);
        digest_pointer(digest, object->owner);
        digest_pointer(digest, object->partner);
    }
}

const struct object *objects_drop(const void *start, size_t size)
{
    const struct object *busy = NULL;
    for (unsigned i = 0; i < object_count; i++) {
        struct object *object = &objects[i];
        if ((uintptr_t)object->address - (uintptr_t)start >= size)
            continue;
        footprint_touch(object->address, 1, true);
        if (object_busy(object))
            busy = object;
        else
            object->destroyed = object->freed = true;
    }
    return busy;
}

void object_sign(const struct object *object)
{
    if (has_signature(object->address, object->kind))
        *signature_of(object->address) = (uintptr_t)object->address ^ SECRET;
}

static bool is_signed(const void *address, enum object_kind kind)
{
    return has_signature(address, kind) &&
           *signature_of(address) == ((uintptr_t)address ^ SECRET);
}

bool object_signed(const struct object *object)
{
    return is_signed(object->address, object->kind);
}

void object_unsign(const void *address, enum object_kind kind)
{
    if (is_signed(address, kind) && !object_find(address))
        *signature_of(address) = 0;
}

const struct object *object_origin(const void *address, enum object_kind kind)
{
    if (!has_signature(address, kind))
        return NULL;
    const void *origin = (const void *)(*signature_of(address) ^ SECRET);
    const struct object *object =
        origin == address ? NULL : object_find(origin);
    return object && object->kind == kind ? object : NULL;
}

bool bytes_zero(const void *address, size_t size)
{
    const volatile unsigned char *byte = address;
    for (; size > 0 && (uintptr_t)byte % sizeof(uint64_t); size--)
        if (*byte++)
            return false;
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t)) {
        if (*(const volatile uint64_t *)(const volatile void *)byte)
            return false;
        byte += sizeof(uint64_t);
    }
    while (size-- > 0)
        if (*byte++)
            return false;
    return true;
}

/* By words where that can be: whole blocks are filled at each allocation. */
void bytes_set(void *address, unsigned char value, size_t size)
{
    volatile unsigned char *byte = address;
    const uint64_t word = value * 0x0101010101010101u;
    for (; size > 0 && (uintptr_t)byte % sizeof word; size--)
        *byte++ = value;
    for (; size >= sizeof word; size -= sizeof word) {
        *(volatile uint64_t *)(volatile void *)byte = word;
        byte += sizeof word;
    }
    while (size-- > 0)
        *byte++ = value;
}
