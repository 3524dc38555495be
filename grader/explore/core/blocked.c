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

/* Where the judge listens; it may take its time. */
enum { JUDGE_FD_MAX = 3 };

/* The library's own calls are ThreadSanitizer's to watch. @return Whether there
 * is such a file. */
static bool file_read(const char *name, char *text, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s",
             (int)syscall(SYS_getpid), name);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    long n = fd < 0 ? -1 : syscall(SYS_read, fd, text, size - 1);
    if (fd >= 0)
        syscall(SYS_close, fd);
    text[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static char state_read(void)
{
    char text[512];
    if (!file_read("stat", text, sizeof text))
        return '?';
    const char *name_end = strrchr(text, ')');
    return name_end && name_end[1] == ' ' ? name_end[2] : '?';
}

static long sleeps_read(void)
{
    static char text[4096];
    static const char key[] = "\nvoluntary_ctxt_switches:";
    const char *line =
        file_read("status", text, sizeof text) ? strstr(text, key) : NULL;
    return line ? strtol(line + strlen(key), NULL, 10) : -1;
}

bool blocked_look(struct blocked *blocked)
{
    char text[256], *end;
    char state = state_read();
    long sleeps = sleeps_read();
    bool still = (state == 'S' && sleeps == blocked->sleeps) || state == 'Z';
    blocked->gone = state == 'Z';
    blocked->sleeps = sleeps;
    blocked->call = -1;
    if (!still || blocked->gone)
        return still;
    if (!file_read("syscall", text, sizeof text))
        return true; /* not every kernel tells */
    long call = strtol(text, &end, 10);
    if (end == text)
        return false; /* "running" */
    blocked->call = call;
    bool told = (call == SYS_write || call == SYS_writev) &&
                strtoul(end, NULL, 16) <= JUDGE_FD_MAX;
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
