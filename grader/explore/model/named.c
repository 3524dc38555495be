/*
 * Named semaphores; see named.h.
 *
 * The one idea: a name is of this program and this schedule alone: none exists
 * at its start, and the system's are left in peace. Behind a name is a
 * semaphore like any other.
 */
#include "explore/model/named.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <string.h>

#include "explore/core/digest.h"
#include "explore/core/names.h"
#include "explore/model/calls.h"

sem_t *__real_sem_open(const char *, int, ...);
int __real_sem_close(sem_t *);
int __real_sem_unlink(const char *);

enum { NAMED_MAX = 64, NAME_SIZE = 252 };

static struct named {
    sem_t sem;
    char name[NAME_SIZE]; /* stays for reports when it is unlinked */
    bool linked;          /* it can be opened by its name */
    unsigned opened;      /* times more than closed */
} all[NAMED_MAX];

void named_clear(void)
{
    for (unsigned i = 0; i < NAMED_MAX; i++) {
        all[i].linked = false;
        all[i].opened = 0;
    }
}

void named_digest(struct digest *digest)
{
    for (unsigned i = 0; i < NAMED_MAX; i++) {
        digest_word(digest, all[i].linked);
        digest_word(digest, all[i].opened);
    }
}

static struct named *named_find(const char *name)
{
    for (unsigned i = 0; i < NAMED_MAX; i++)
        if (all[i].linked && strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

static struct named *named_make(const char *name, unsigned value,
                                const void *pc)
{
    unsigned i = 0;
    while (i < NAMED_MAX && (all[i].linked || all[i].opened))
        i++;
    if (i == NAMED_MAX)
        finding_unmodelled("more than 64 named semaphores", pc);
    bytes_set(&all[i].sem, 0, sizeof all[i].sem);
    for (size_t n = 0; n < NAME_SIZE; n++)
        ((volatile char *)all[i].name)[n] = name[n];
    object_new(&all[i].sem, OBJECT_SEMAPHORE, pc)->count = value;
    name_note(&all[i].sem, sizeof all[i].sem, all[i].name);
    all[i].linked = true;
    return &all[i];
}

static sem_t *open_fails(int error)
{
    errno = error;
    return SEM_FAILED;
}

static sem_t *named_open(const char *given, int flags, unsigned value,
                         const void *pc)
{
    char name[NAME_SIZE] = "";
    size_t length = argument_text_length(given, pc);
    argument_tell(given, length + 1, false, pc);
    if (length >= sizeof name)
        return open_fails(ENAMETOOLONG);
    memcpy(name, given, length);
    point_simple("sem_open", all, pc);
    struct named *named = named_find(name);
    if (named && (flags & O_CREAT) && (flags & O_EXCL))
        return open_fails(EEXIST);
    if (!named && !(flags & O_CREAT))
        return open_fails(ENOENT);
    if (!named && (value > SEM_VALUE_MAX || !*name))
        return open_fails(EINVAL);
    if (!named)
        named = named_make(name, value, pc);
    footprint_touch(&named->sem, 1, true);
    named->opened++;
    schedule.changes++;
    return &named->sem;
}

sem_t *__wrap_sem_open(const char *name, int flags, ...)
{
    unsigned mode = 0, value = 0;
    va_list more;
    va_start(more, flags);
    if (flags & O_CREAT) {
        mode = va_arg(more, unsigned);
        value = va_arg(more, unsigned);
    }
    va_end(more);
    if (!schedule.active)
        return __real_sem_open(name, flags, mode, value);
    return named_open(name, flags, value, CALLER);
}

/* One that nobody can reach any more is gone. */
static void named_settle(struct named *named)
{
    struct object *object = object_find(&named->sem);
    if (!named->opened && !named->linked && object)
        object->destroyed = true;
}

int __wrap_sem_close(sem_t *sem)
{
    if (!schedule.active)
        return __real_sem_close(sem);
    for (unsigned i = 0; i < NAMED_MAX; i++) {
        if (&all[i].sem != sem || !all[i].opened)
            continue;
        footprint_touch(all, 1, true);
        footprint_touch(sem, 1, true);
        all[i].opened--;
        named_settle(&all[i]);
        return 0;
    }
    finding_misuse("closes what is no open named semaphore", "sem_close", sem,
                   CALLER);
}

int __wrap_sem_unlink(const char *name)
{
    if (!schedule.active)
        return __real_sem_unlink(name);
    argument_text_read(name, CALLER);
    point_simple("sem_unlink", all, CALLER);
    struct named *named = named_find(name);
    if (!named) {
        errno = ENOENT;
        return -1;
    }
    footprint_touch(&named->sem, 1, true);
    named->linked = false;
    schedule.changes++;
    named_settle(named);
    return 0;
}
