/* The processes below this one (see kin.h). */
#include "batch/base/kin.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOKS = 10000 };

int kin_adopt(void)
{
    return prctl(PR_SET_CHILD_SUBREAPER, 1) ? errno : 0;
}

/* A process's parent, 0 if it is gone. The name in between may hold
 * anything. */
static pid_t parent_of(pid_t pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    const char *name_end = strrchr(text, ')');
    int parent = 0;
    if (!name_end || sscanf(name_end + 1, " %*c %d", &parent) != 1)
        return 0;
    return parent;
}

static bool is_kept(pid_t pid, const pid_t *keep, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (keep[i] == pid)
            return true;
    return false;
}

/* One look at all processes; returns how many children had to go. If it can't
 * look, it can't say that there are none. */
static size_t children_kill(const pid_t *keep, size_t count)
{
    size_t found = 0;
    DIR *proc = opendir("/proc");
    if (!proc)
        return 1;
    for (struct dirent *entry; (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (is_kept(pid, keep, count) || parent_of(pid) != getpid())
            continue;
        found++;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, WNOHANG);
    }
    closedir(proc);
    return found;
}

bool kin_end(const pid_t *keep, size_t count)
{
    struct timespec pause = {.tv_nsec = 1000000};
    for (int i = 0; i < LOOKS; i++) {
        if (children_kill(keep, count) == 0)
            return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

void kin_signals(sigset_t *signals)
{
    struct sigaction action;
    sigemptyset(signals);
    sigaddset(signals, SIGCHLD);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    if (sigaction(SIGHUP, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
        sigaddset(signals, SIGHUP);
}
