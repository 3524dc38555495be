/*
 * Runs a command and looks at what it leaves behind.
 *
 *   aftermath SECONDS COMMAND ARGUMENT...
 *
 * Whatever the command starts, by however many forks and sessions, becomes a
 * child of this process in the end. What still runs a second after the command
 * has ended is named and killed. Exit status: the command's, 97 if it took
 * longer than SECONDS, 99 if it left a process.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_SLOW = 97, EXIT_LEFT = 99, DEPTH = 32 };

/* Seconds in which what is killed has to be gone. */
static const double grace = 1;

static double now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void nap(void)
{
    static const struct timespec time = {.tv_nsec = 5000000};
    nanosleep(&time, NULL);
}

/* Fields of /proc/PID/stat: the name, and whether it runs no more. */
static bool process_name(pid_t pid, char name[64])
{
    char path[64], state = 'Z', text[512] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    if (file && fgets(text, sizeof text, file)) {
        const char *end = strrchr(text, ')'), *begin = strchr(text, '(');
        if (begin && end && sscanf(end + 1, " %c", &state) == 1)
            snprintf(name, 64, "%.*s", (int)(end - begin - 1), begin + 1);
    }
    if (file)
        fclose(file);
    return state != 'Z' && state != 'X';
}

/* Counts what runs below a process; says and kills it if asked to. */
static unsigned living_below(pid_t pid, unsigned depth, bool end)
{
    char path[64], name[64] = "";
    unsigned count = 0;
    int child;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid,
             (int)pid);
    FILE *file = depth < DEPTH ? fopen(path, "re") : NULL;
    while (file && fscanf(file, "%d", &child) == 1) {
        if (process_name(child, name)) {
            count++;
            if (end) {
                fprintf(stderr, "WRONG: process %d is left: %s\n", child, name);
                kill(child, SIGKILL);
            }
        }
        count += living_below(child, depth + 1, end);
    }
    if (file)
        fclose(file);
    return count;
}

/* Takes what has ended; true once that is the command. */
static bool reap(pid_t command, int *status)
{
    bool ended = false;
    int its;
    for (pid_t pid; (pid = waitpid(-1, &its, WNOHANG)) > 0;)
        if (pid == command) {
            *status = its;
            ended = true;
        }
    return ended;
}

static bool left_behind(void)
{
    double last = now_seconds() + grace;
    int unused;
    while (living_below(getpid(), 0, false) > 0 && now_seconds() < last) {
        reap(0, &unused);
        nap();
    }
    return living_below(getpid(), 0, true) > 0;
}

int main(int argc, char **argv)
{
    double seconds = argc > 2 ? strtod(argv[1], NULL) : 0;
    int status = 0;
    if (seconds <= 0 || prctl(PR_SET_CHILD_SUBREAPER, 1)) {
        fprintf(stderr, "usage: aftermath SECONDS COMMAND ARGUMENT...\n");
        return EXIT_USAGE;
    }
    double last = now_seconds() + seconds;
    pid_t command = fork();
    if (command == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "aftermath: %s: %s\n", argv[2], strerror(errno));
        _exit(EXIT_USAGE);
    }
    bool slow = false;
    while (!reap(command, &status) && !slow) {
        nap();
        slow = now_seconds() > last;
    }
    if (slow) {
        fprintf(stderr, "WRONG: it runs for more than %.0f s\n", seconds);
        living_below(getpid(), 0, true);
        return EXIT_SLOW;
    }
    if (left_behind())
        return EXIT_LEFT;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
