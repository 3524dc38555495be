/*
 * Whether the scheduler's thread is blocked in the kernel; see blocked.h.
 *
 * The one idea: a thread that sleeps at each of many looks, and has not run in
 * between, waits for something, however busy the machine is. The kernel counts
 * how often it went to sleep.
 */
#include "explore/core/blocked.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/ground/high.h"

/* Where the judge listens; it may take its time. */
enum { JUDGE_FD_MAX = 3 };

enum { FILE_STATE, FILE_SLEEPS, FILE_CALL, FILES };

/* They stay open: opened for each look, they would take a number that the
 * program is about to get. */
static int files[FILES] = {-1, -1, -1};

/* The library's own calls are ThreadSanitizer's to watch. */
static int file_open(const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s",
             (int)syscall(SYS_getpid), name);
    return high_move(
        (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC));
}

void blocked_open(void)
{
    static const char *const names[FILES] = {
        [FILE_STATE] = "stat",
        [FILE_SLEEPS] = "status",
        [FILE_CALL] = "syscall",
    };
    for (unsigned i = 0; i < FILES; i++)
        if (files[i] < 0)
            files[i] = file_open(names[i]);
}

/* @return Whether there is such a file. */
static bool file_read(unsigned file, char *text, size_t size)
{
    long n = syscall(SYS_pread64, files[file], text, size - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* A number of the kernel's; strtol() has a model, which is the program's.
 * @return -1: there is none. */
static long number_read(const char *text, const char **end, unsigned base)
{
    long number = 0;
    *end = text;
    for (;; ++*end) {
        char digit = **end;
        unsigned value = base;
        if (digit >= '0' && digit <= '9')
            value = (unsigned)(digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            value = (unsigned)(digit - 'a') + 10;
        if (value >= base)
            return *end == text ? -1 : number;
        number = number * base + value;
    }
}

static char state_read(void)
{
    char text[512];
    if (!file_read(FILE_STATE, text, sizeof text))
        return '?';
    const char *name_end = strrchr(text, ')');
    return name_end && name_end[1] == ' ' ? name_end[2] : '?';
}

static long sleeps_read(void)
{
    static char text[4096];
    static const char key[] = "\nvoluntary_ctxt_switches:\t";
    const char *line =
        file_read(FILE_SLEEPS, text, sizeof text) ? strstr(text, key) : NULL;
    return line ? number_read(line + strlen(key), &line, 10) : -1;
}

bool blocked_look(struct blocked *blocked)
{
    char text[256];
    const char *end;
    char state = state_read();
    long sleeps = sleeps_read();
    bool still = (state == 'S' && sleeps == blocked->sleeps) || state == 'Z';
    blocked->gone = state == 'Z';
    blocked->sleeps = sleeps;
    blocked->call = -1;
    if (!still || blocked->gone)
        return still;
    if (!file_read(FILE_CALL, text, sizeof text))
        return true; /* not every kernel tells */
    long call = number_read(text, &end, 10);
    if (call < 0)
        return false; /* "running" */
    blocked->call = call;
    static const char first[] = " 0x";
    bool told = (call == SYS_write || call == SYS_writev) &&
                strstr(end, first) == end &&
                number_read(end + strlen(first), &end, 16) <= JUDGE_FD_MAX;
    return !told;
}

/* By their names in POSIX, those that may wait. */
static const struct {
    long number;
    const char *name;
} calls[] = {
    {SYS_read, "read"},
    {SYS_readv, "readv"},
    {SYS_pread64, "pread"},
    {SYS_write, "write"},
    {SYS_writev, "writev"},
    {SYS_openat, "open"},
    {SYS_fcntl, "fcntl"},
    {SYS_flock, "flock"},
    {SYS_ioctl, "ioctl"},
    {SYS_futex, "futex"},
    {SYS_nanosleep, "nanosleep"},
    {SYS_clock_nanosleep, "clock_nanosleep"},
    {SYS_ppoll, "ppoll"},
    {SYS_pselect6, "pselect"},
    {SYS_epoll_pwait, "epoll_pwait"},
    {SYS_accept, "accept"},
    {SYS_accept4, "accept4"},
    {SYS_connect, "connect"},
    {SYS_recvfrom, "recv"},
    {SYS_recvmsg, "recvmsg"},
    {SYS_sendto, "send"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_msgrcv, "msgrcv"},
    {SYS_msgsnd, "msgsnd"},
    {SYS_semop, "semop"},
    {SYS_semtimedop, "semtimedop"},
    {SYS_mq_timedreceive, "mq_receive"},
    {SYS_mq_timedsend, "mq_send"},
    {SYS_wait4, "wait"},
    {SYS_waitid, "waitid"},
    {SYS_rt_sigsuspend, "sigsuspend"},
    {SYS_rt_sigtimedwait, "sigtimedwait"},
#ifdef __x86_64__
    {SYS_open, "open"},
    {SYS_poll, "poll"},
    {SYS_select, "select"},
    {SYS_epoll_wait, "epoll_wait"},
    {SYS_pause, "pause"},
#endif
};

const char *blocked_call(const struct blocked *blocked, char text[32])
{
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if (calls[i].number == blocked->call)
            return calls[i].name;
    if (blocked->call < 0)
        return "a system call";
    snprintf(text, 32, "system call %ld", blocked->call);
    return text;
}
