/*
 * Linked into a probe, ends it as a machine does that lets it down. DOOM says
 * how: "unlucky" before anything of ThreadSanitizer runs, but for one start in
 * LUCK, and "loader" the same without a word; and once it has begun, "fatal" as
 * ThreadSanitizer's runtime, "files" as the kernel at a limit, "killed" by
 * whomever; and "narrow" leaves it few addresses. With SWITCHES it is no
 * machine but the kit itself that crashes, when the explorer changes fibers
 * that often.
 *
 * System calls only: the functions around them are not ready yet, or watched.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trial/observe.h"

#ifndef LUCK
#define LUCK 7
#endif

#define ALONE __attribute__((no_sanitize("thread")))

static bool is(const char *doom)
{
    return strcmp(DOOM, doom) == 0;
}

static ALONE void last_words(int fd, int status)
{
    static const char words[] = "==1==FATAL: ThreadSanitizer: unexpected "
                                "memory mapping 0x5653f2f7a000\n";
    syscall(SYS_write, fd, words, sizeof words - 1);
    syscall(SYS_exit_group, status);
}

/* How many starts there were, this one among them. */
static ALONE long starts(const char *program)
{
    char path[512];
    size_t length = 0;
    for (; program[length] && length < sizeof path - 2; length++)
        path[length] = program[length];
    path[length++] = '~';
    path[length] = '\0';
    long fd =
        syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_APPEND, 0600);
    syscall(SYS_write, fd, "x", 1);
    return syscall(SYS_lseek, fd, 0, SEEK_END);
}

static ALONE void early(int argc, char **argv, char **environment)
{
    (void)argc;
    (void)environment;
    if (!is("unlucky") && !is("loader"))
        return;
    if (starts(argv[0]) % LUCK == 0)
        return;
    if (is("loader"))
        syscall(SYS_kill, syscall(SYS_getpid), SIGSEGV);
    last_words(STDERR_FILENO, 66);
}

/* What it has plus so much: half of a GiB. */
static ALONE void addresses_limit(void)
{
    char text[64] = "";
    long fd = syscall(SYS_openat, AT_FDCWD, "/proc/self/statm", O_RDONLY);
    syscall(SYS_read, fd, text, sizeof text - 1);
    syscall(SYS_close, fd);
    unsigned long pages = 0;
    for (const char *digit = text; *digit >= '0' && *digit <= '9'; digit++)
        pages = pages * 10 + (unsigned long)(*digit - '0');
    struct rlimit most = {pages * 4096 + (1ul << 29), RLIM_INFINITY};
    syscall(SYS_setrlimit, RLIMIT_AS, &most);
}

static ALONE __attribute__((constructor)) void late(void)
{
    if (is("fatal"))
        last_words(REPORT_FD, 0);
    if (is("narrow"))
        addresses_limit();
    if (is("files") || is("killed"))
        syscall(SYS_kill, syscall(SYS_getpid), is("files") ? SIGXFSZ : SIGKILL);
}

#ifdef SWITCHES
void __real___tsan_switch_to_fiber(void *fiber, unsigned flags);
void __wrap___tsan_switch_to_fiber(void *fiber, unsigned flags);

/* As if it were a function of the explorer's. */
__attribute__((section("kit_text"), no_sanitize("thread"))) void
__wrap___tsan_switch_to_fiber(void *fiber, unsigned flags)
{
    static int switches;
    static int *volatile nowhere;
    if (++switches == SWITCHES)
        *nowhere = 1;
    __real___tsan_switch_to_fiber(fiber, flags);
}
#endif

static void (*const first)(int, char **, char **)
    __attribute__((used, section(".preinit_array"))) = early;
