/*
 * Runs every trial of trial/touches.txt, each in a process of its own, and says
 * of each `NAME yes` if a race was reported, `NAME no` if it went through, else
 * `NAME ended`. It stands in for the probe's main, which runs one trial: most
 * of what a probe costs is its start.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial/engine.h"
#include "trial/statics.h"

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

enum { COMPLETE = 0, NOT_COMPLETE = 1 };

/* Its words go to the file `said`. It leaves past the engine's exit(). */
static void trial_do(const struct trial *trial, int said)
{
    const struct probe_request request = {
        .trial = trial, .seed = 1, .rounds = trial->rounds};
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(said, STDERR_FILENO);
    dup2(nowhere, 3);
    bool complete = statics_save() == 0 && engine_run(&request);
    syscall(SYS_exit_group, complete ? COMPLETE : NOT_COMPLETE);
}

static bool race_said(int said)
{
    static char words[1 << 20];
    ssize_t size = pread(said, words, sizeof words, 0);
    return size > 0 &&
           memmem(words, (size_t)size, "ThreadSanitizer: data race", 26);
}

static const char *trial_outcome(const struct trial *trial)
{
    FILE *said = tmpfile();
    pid_t child = said ? fork() : -1;
    if (child == -1)
        return "not tried";
    if (child == 0)
        trial_do(trial, fileno(said));
    int status = 0;
    waitpid(child, &status, 0);
    bool race = race_said(fileno(said));
    fclose(said);
    if (race)
        return "yes";
    return WIFEXITED(status) && WEXITSTATUS(status) == COMPLETE ? "no"
                                                                : "ended";
}

int main(void)
{
    for (const struct trial *const *at = __start_trials; at < __stop_trials;
         at++) {
        printf("%s %s\n", (*at)->name, trial_outcome(*at));
        fflush(stdout);
    }
    return 0;
}
