/*
 * Process trees, from /proc (see tree.h).
 *
 * The kernel lists children by the thread that made them. The list of main
 * threads is enough here: a probe can't make any children, a compiler has one
 * thread, and the first process of the namespace takes all of it along when it
 * is killed.
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

#define CHILDREN "/proc/%d/task/%d/children"

/* PIDS_MAX: the kernel has no more processes at once. */
enum { WAIT_STEPS = 10000, PIDS_MAX = 1 << 22 };

struct pids {
    pid_t *all;
    size_t count;
    size_t room;
};

static bool pids_add(struct pids *pids, pid_t pid)
{
    if (pids->count == pids->room) {
        size_t room = pids->room ? 2 * pids->room : 64;
        pid_t *all = room > PIDS_MAX
                         ? NULL
                         : realloc(pids->all, room * sizeof *pids->all);
        if (!all)
            return false;
        pids->all = all;
        pids->room = room;
    }
    pids->all[pids->count++] = pid;
    return true;
}

/* The list may be longer than one read() returns. */
static void children_add(struct pids *pids, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, CHILDREN, (int)pid, (int)pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    char *line = NULL;
    size_t size = 0;
    if (getline(&line, &size, file) > 0) {
        char *end;
        for (char *at = line;; at = end) {
            long child = strtol(at, &end, 10);
            if (end == at || child <= 0 || !pids_add(pids, (pid_t)child))
                break;
        }
    }
    free(line);
    fclose(file);
}

/* Calls `visit` for each descendant of `root`, from the top down. */
static void each_below(pid_t root, void (*visit)(pid_t pid, void *context),
                       void *context)
{
    struct pids below = {0};
    children_add(&below, root);
    for (size_t i = 0; i < below.count; i++) {
        visit(below.all[i], context);
        children_add(&below, below.all[i]);
    }
    free(below.all);
}

/* Reads /proc/PID/stat; "" if the process is gone. */
static void stat_read(char *text, size_t size, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);
    text[length < 0 ? 0 : length] = '\0';
    if (fd >= 0)
        close(fd);
}

/* Fields of /proc/PID/stat: the name comes second and may hold anything. */
static void use_add(pid_t pid, void *context)
{
    struct tree_use *use = context;
    char text[1024];
    stat_read(text, sizeof text, pid);
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
    each_below(root, use_add, use);
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
        each_below(getpid(), kill_one, NULL);
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
    snprintf(path, sizeof path, CHILDREN, (int)getpid(), (int)getpid());
    return access(path, R_OK) == 0;
}
