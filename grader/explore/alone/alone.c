/*
 * What explore-cc links with a program for when nobody explores it.
 *
 * Such a program is an ordinary one with ThreadSanitizer in it and real
 * threads; the one to explore is a section of its file. Two things are
 * different all the same. Its code finds thread-local variables as a probe's
 * does (grader/trial/thread_pointer.h), so each thread sets that pointer. And
 * ThreadSanitizer can't use every address that is drawn for it, so before
 * anything else the program starts itself anew, under a fixed layout.
 */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trial/thread_pointer.h"

enum { PATH_SIZE = 4096 };

struct life {
    void *(*start)(void *);
    void *argument;
};

static void *life_begin(void *of)
{
    struct life life = *(struct life *)of;
    free(of);
    thread_pointer_set();
    return life.start(life.argument);
}

/* In place of the library's, for the libraries, too: std::thread calls it from
 * within libstdc++.so. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*start)(void *), void *argument)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                  void *);
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    struct life *life = create ? malloc(sizeof *life) : NULL;
    if (!life)
        return EAGAIN;
    *life = (struct life){start, argument};
    int error = create(thread, attributes, life_begin, life);
    if (error)
        free(life);
    return error;
}

/* Where the code loops for ever and does nothing (grader/compile.sh). */
_Noreturn void __lockstep_empty_loop(void);
_Noreturn void __lockstep_empty_loop(void)
{
    for (;;)
        pause();
}

/* ThreadSanitizer asks for this. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "report_bugs=0:report_thread_leaks=0:report_destroy_locked=0:"
           "report_signal_unsafe=0:atexit_sleep_ms=0";
}

/* Where the system does not allow it, the program takes its chance. */
static void layout_fix(int argc, char **argv, char **environment)
{
    char path[PATH_SIZE];
    long now = syscall(SYS_personality, 0xffffffff);
    (void)argc;
    if (now < 0 || (now & ADDR_NO_RANDOMIZE) ||
        syscall(SYS_personality, now | ADDR_NO_RANDOMIZE) < 0)
        return;
    long length =
        syscall(SYS_readlinkat, -1, "/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = '\0';
    syscall(SYS_execve, path, argv, environment);
}

static void (*const first)(int, char **, char **)
    __attribute__((section(".preinit_array"), used)) = layout_fix;
