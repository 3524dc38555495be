/*
 * What a program asks of the machine and the system; see surroundings.h.
 *
 * The one idea: a verdict must not depend on where it is made, so numbers that
 * differ between machines or runs are fixed; and what the C library keeps for
 * the process is put back before each schedule, like the program's own data.
 */
#include "explore/model/surroundings.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/digest.h"
#include "explore/ground/pages.h"
#include "explore/model/calls.h"

pid_t __real_getpid(void);
pid_t __real_gettid(void);
long __real_sysconf(int);
int __real_get_nprocs(void);
int __real_get_nprocs_conf(void);
int __real_sched_getcpu(void);
char *__real_setlocale(int, const char *);
mode_t __real_umask(mode_t);

/* Descriptors above are seldom; those of the judge take no part. */
enum { FILES_MAX = 64 };

static FILE **streams; /* the library's list; NULL: it is not known */

/* Two processors: a pool with a thread for each is small, and still a pool. */
enum { PROCESS = 1000, PROCESSORS = 2 };

static struct {
    char **list; /* environ, as the program found it */
    char **copy; /* the pointers that were in it */
    size_t count;
} first;

static bool locale_changed, mask_changed;
static mode_t mask;

void surroundings_setup(void)
{
    streams = dlsym(RTLD_DEFAULT, "_IO_list_all");
    first.list = environ;
    while (environ && environ[first.count])
        first.count++;
    first.copy = pages_map((first.count + 1) * sizeof *first.copy);
    for (size_t i = 0; environ && i < first.count; i++)
        first.copy[i] = environ[i];
}

/* Where the program set a variable, the C library has made a list of its own,
 * which it can go on with later. */
static bool environment_changed(void)
{
    bool changed = environ != first.list;
    for (size_t i = 0; first.list && i <= first.count && !changed; i++)
        changed = first.list[i] != first.copy[i];
    return changed;
}

static void environment_put_back(void)
{
    environ = first.list;
    for (size_t i = 0; first.list && i <= first.count; i++)
        first.list[i] = first.copy[i];
    tzset();
}

void surroundings_clear(void)
{
    if (environment_changed())
        environment_put_back();
    if (locale_changed)
        __real_setlocale(LC_ALL, "C");
    if (mask_changed)
        __real_umask(mask);
    locale_changed = mask_changed = false;
}

/* What the library has read and not given out yet. */
static void streams_digest(struct digest *digest)
{
#ifdef __GLIBC__
    digest->open |= !streams;
    for (const FILE *file = streams ? *streams : NULL; file;
         file = file->_chain) {
        digest_word(digest, (uint64_t)file->_fileno);
        digest_word(digest,
                    (uint64_t)(file->_IO_read_end - file->_IO_read_ptr));
    }
#else
    digest->open = true;
#endif
}

uint64_t streams_place(void)
{
    uint64_t place = 0;
#ifdef __GLIBC__
    for (const FILE *file = streams ? *streams : NULL; file;
         file = file->_chain)
        place = place * 31 + ((uintptr_t)file->_IO_read_ptr ^
                              (uintptr_t)file->_IO_write_ptr << 1);
#endif
    return place;
}

/* Where a file that can be read stands, or how much waits in a pipe. What is
 * printed comes back to nobody. */
void files_digest(struct digest *digest)
{
    streams_digest(digest);
    digest_word(digest, schedule.files_changes);
    for (int fd = 0; fd < FILES_MAX; fd++) {
        if (fd == STDOUT_FILENO || fd == STDERR_FILENO)
            continue;
        long how = syscall(SYS_fcntl, fd, F_GETFL);
        if (how < 0 || (how & O_ACCMODE) == O_WRONLY)
            continue;
        int waits = 0;
        long at = syscall(SYS_lseek, fd, 0L, SEEK_CUR);
        if (at < 0)
            syscall(SYS_ioctl, fd, FIONREAD, &waits);
        digest_word(digest, (uint64_t)fd);
        digest_word(digest, (uint64_t)at);
        digest_word(digest, (uint64_t)waits);
    }
}

char *__wrap_setlocale(int category, const char *name)
{
    locale_changed |= schedule.active && name;
    return __real_setlocale(category, name);
}

mode_t __wrap_umask(mode_t wanted)
{
    mode_t before = __real_umask(wanted);
    if (schedule.active && !mask_changed) {
        mask_changed = true;
        mask = before;
    }
    return before;
}

pid_t __wrap_getpid(void)
{
    return schedule.active ? PROCESS : __real_getpid();
}

/* Each thread has its own; that of main is the process's. */
pid_t __wrap_gettid(void)
{
    if (!schedule.active)
        return __real_gettid();
    return PROCESS + (pid_t)schedule.current->id;
}

long __wrap_sysconf(int name)
{
    bool processors =
        name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF;
    return schedule.active && processors ? PROCESSORS : __real_sysconf(name);
}

int __wrap_get_nprocs(void)
{
    return schedule.active ? PROCESSORS : __real_get_nprocs();
}

int __wrap_get_nprocs_conf(void)
{
    return schedule.active ? PROCESSORS : __real_get_nprocs_conf();
}

int __wrap_sched_getcpu(void)
{
    return schedule.active ? 0 : __real_sched_getcpu();
}
