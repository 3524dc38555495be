/*
 * Process trees, from /proc (see tree.h).
 *
 * The kernel lists children by the thread that made them. That of main threads
 * is enough here: a probe can't make any, a compiler has one thread, and the
 * first process of the namespace takes all of it along when it is killed.
 */
#include "sandbox/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEPTH = 16, LIST = 1 << 14, WAIT_STEPS = 10000 };

/* Reads a small file of /proc; "" if the process is gone. */
static void proc_read(char *text, size_t size, const char *format, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, format, (int)pid, (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);
    text[length < 0 ? 0 : length] = '\0';
    if (fd >= 0)
        close(fd);
}

/* Calls for each descendant of `pid`, from the top down. */
static void each_below(pid_t pid, unsigned depth,
                       void (*visit)(pid_t pid, void *context), void *context)
{
    char *text = depth < DEPTH ? malloc(LIST) : NULL;
    if (!text)
        return;
    proc_read(text, LIST, "/proc/%d/task/%d/children", pid);
    char *at = text, *end;
    for (long child; (child = strtol(at, &end, 10)) > 0 && end != at;) {
        at = end;
        visit((pid_t)child, context);
        each_below((pid_t)child, depth + 1, visit, context);
    }
    free(text);
}

/* Fields of /proc/PID/stat: the name comes second and may hold anything. */
static void use_add(pid_t pid, void *context)
{
    struct tree_use *use = context;
    char text[1024];
    proc_read(text, sizeof text, "/proc/%d/stat", pid);
    const char *name_end = strrchr(text, ')');
    long threads, pages;
    if (!name_end ||
        sscanf(name_end + 1,
               " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d "
               "%*d %*d %ld %*d %*u %*u %ld",
               &threads, &pages) != 2)
        return;
    use->tasks += (unsigned)threads;
    use->memory +=
        (unsigned long long)pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

void tree_measure(pid_t root, struct tree_use *use)
{
    *use = (struct tree_use){0};
    use_add(root, use);
    each_below(root, 0, use_add, use);
}

static void kill_one(pid_t pid, void *unused)
{
    (void)unused;
    kill(pid, SIGKILL);
}

bool tree_end(void)
{
    struct timespec pause = {.tv_nsec = 1000000};
    for (int i = 0; i < WAIT_STEPS; i++) {
        pid_t reaped;
        each_below(getpid(), 0, kill_one, NULL);
        while ((reaped = waitpid(-1, NULL, WNOHANG)) > 0)
            continue;
        if (reaped < 0 && errno == ECHILD)
            return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

bool tree_known(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)getpid(),
             (int)getpid());
    return access(path, R_OK) == 0;
}
