/* Runs a command and times it; see command.h. */
#include "bench/command.h"
#include "base/moment.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OBSERVATIONS = 3 };

static _Noreturn void child_exec(const struct command *command, int output)
{
    int null = open("/dev/null", O_RDWR);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    personality(ADDR_NO_RANDOMIZE);
    unsetenv("MAKEFLAGS");
    unsetenv("MAKELEVEL");
    unsetenv("MFLAGS");
    if (command->tsan)
        setenv("TSAN_OPTIONS", command->tsan, 1);
    else
        unsetenv("TSAN_OPTIONS");
    dup2(null, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    dup2(null, OBSERVATIONS);
    if (!command->folder || chdir(command->folder) == 0)
        execvp(command->argv[0], command->argv);
    _exit(127);
}

static void output_read(int output, char *text, size_t size)
{
    ssize_t length = pread(output, text, size - 1, 0);
    text[length > 0 ? length : 0] = '\0';
}

bool command_run(const struct command *command, struct outcome *outcome)
{
    *outcome = (struct outcome){.status = -1};
    FILE *file = tmpfile();
    if (!file)
        return false;
    int output = fileno(file);
    double start = moment_steady();
    pid_t pid = fork();
    if (pid == 0)
        child_exec(command, output);
    int ends = pid > 0 ? pidfd_open(pid, 0) : -1;
    if (ends >= 0) {
        struct pollfd waits = {.fd = ends, .events = POLLIN};
        setpgid(pid, pid);
        outcome->timed_out = poll(&waits, 1, (int)(command->limit * 1e3)) == 0;
        close(ends);
    }
    if (pid > 0) {
        if (outcome->timed_out || ends < 0)
            kill(-pid, SIGKILL);
        waitpid(pid, &outcome->status, 0);
        outcome->seconds = moment_steady() - start;
        kill(-pid, SIGKILL);
    }
    output_read(output, outcome->text, sizeof outcome->text);
    fclose(file);
    return ends >= 0;
}

bool outcome_good(const struct outcome *outcome)
{
    return !outcome->timed_out && WIFEXITED(outcome->status) &&
           WEXITSTATUS(outcome->status) == 0;
}

bool shell_run(const char *command, ...)
{
    char line[4096];
    va_list values;
    va_start(values, command);
    int length = snprintf(line, sizeof line, "exec 2>&1; ");
    vsnprintf(line + length, sizeof line - (size_t)length, command, values);
    va_end(values);
    char *argv[] = {"sh", "-c", line, NULL};
    struct command shell = {.argv = argv, .limit = 300};
    struct outcome outcome;
    if (command_run(&shell, &outcome) && outcome_good(&outcome))
        return true;
    fprintf(stderr, "bench: this failed: %s\n%s", line, outcome.text);
    return false;
}
