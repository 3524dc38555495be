/*
 * Runs every trial of trial/touches.txt, each in a process of its own, and says
 * of each `NAME yes` if a race was reported, `NAME no` if it went through, else
 * `NAME ended`, or `NAME kit` if the engine said that it crashed itself. It
 * stands in for the probe's main, which runs one trial: most of what a probe
 * costs is its start.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/touches_turn.h"
#include "trial/engine.h"
#include "trial/observe.h"
#include "trial/statics.h"

void __sanitizer_set_report_fd(void *fd);

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

/* No engine ends a process with the first: one that leaves early has 0. */
enum { COMPLETE = 20, NOT_COMPLETE = 1 };

/* Rounds take turns: first the one, first the other, then both at once. */
static unsigned rounds_begun;
static atomic_uint over;

void trial_turns_begin(void)
{
    rounds_begun++;
    atomic_store(&over, 0);
}

void trial_turn_wait(unsigned place)
{
    bool second = rounds_begun % 3 == (place == 0 ? 2 : 1);
    while (second && *engine_name == 's' && atomic_load(&over) == 0)
        syscall(SYS_sched_yield);
}

void trial_turn_end(void)
{
    atomic_fetch_add(&over, 1);
}

/* ThreadSanitizer's words go to the file `said`, past what the explorer mutes
 * after the first schedule. It leaves past the engine's exit(). */
static void trial_do(const struct trial *trial, int said)
{
    const struct probe_request request = {
        .trial = trial, .seed = 1, .rounds = trial->rounds};
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    said = fcntl(said, F_DUPFD, 10);
    dup2(said, OBSERVE_FD);
    __sanitizer_set_report_fd((void *)(intptr_t)said);
    bool complete = statics_save() == 0 && engine_run(&request);
    syscall(SYS_exit_group, complete ? COMPLETE : NOT_COMPLETE);
}

static bool is_said(int said, const char *what)
{
    static char words[1 << 20];
    ssize_t size = pread(said, words, sizeof words, 0);
    return size > 0 && memmem(words, (size_t)size, what, strlen(what));
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
    bool race = is_said(fileno(said), "ThreadSanitizer: data race");
    bool kit = is_said(fileno(said), "\"by_kit\":1");
    fclose(said);
    if (race || kit)
        return race ? "yes" : "kit";
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
