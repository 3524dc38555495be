/*
 * Carries tasks out on a cluster (`--executor slurm`): a job array over a
 * folder that all its machines share.
 *
 * OUT/slurm/commands has a line for each task, the very command that this
 * machine would run; each element of the array runs some of them. What an
 * element leaves is the records, as everywhere, so nothing is collected: a task
 * is done when its record is there. Slurm alone schedules. An array left
 * behind by a run that was killed bears OUT's name and is cancelled first.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/work/cluster.h"
#include "batch/work/slurm_files.h"

enum {
    TRIES = 2,
    TICKS = 4,            /* in a second */
    ELEMENTS_MOST = 1000, /* a scheduler has others to serve */
    POLL_SECONDS = 2,
    SILENCE_SECONDS = 600, /* how long Slurm may be away */
    LATE_SECONDS = 15,     /* how long a shared folder may show old contents */
    CANCEL_SECONDS = 60
};

/* Waits, drawing; EINTR when a signal asks to end. */
static int cluster_wait(struct cluster *cluster, unsigned seconds)
{
    static const struct timespec tick = {.tv_nsec = 1000000000 / TICKS};
    for (unsigned i = 0; i < TICKS * seconds; i++) {
        if (sigtimedwait(&cluster->ends, NULL, &tick) > 0)
            return EINTR;
        progress_tick(cluster->progress);
    }
    return 0;
}

/* Why nothing runs, once for each reason that does not pass by itself. */
static void reason_tell(struct cluster *cluster,
                        const struct slurm_state *state)
{
    static const char *const usual[] = {"", "None", "Resources", "Priority",
                                        "JobArrayTaskLimit"};
    if (state->running > 0 || strcmp(state->reason, cluster->reason) == 0)
        return;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (strcmp(state->reason, usual[i]) == 0)
            return;
    strcpy(cluster->reason, state->reason);
    progress_say(cluster->progress, "Slurm lets the work wait: %s",
                 state->reason);
}

/* Until no job of the name is left. @return EINTR if a signal asks to end,
 * ETIMEDOUT when @p most seconds are over (0: never), EIO if Slurm is away. */
static int jobs_wait(struct cluster *cluster, unsigned most)
{
    struct slurm_word word;
    struct slurm_state state;
    unsigned waited = 0;
    unsigned silent = 0;
    for (;;) {
        int error = slurm_state(cluster->name, &state, &word);
        if (error && error != EIO)
            return error;
        silent = error ? silent + POLL_SECONDS : 0;
        if (silent > SILENCE_SECONDS) {
            progress_say(cluster->progress, "Slurm does not answer: %s",
                         word.said);
            return EIO;
        }
        (void)cluster_look(cluster);
        if (!error && state.left == 0)
            return 0;
        if (!error) {
            cluster->progress->running = state.running;
            reason_tell(cluster, &state);
        }
        if (most > 0 && waited > most)
            return ETIMEDOUT;
        if (cluster_wait(cluster, POLL_SECONDS) == EINTR)
            return EINTR;
        waited += POLL_SECONDS;
    }
}

/* Ends what is left of this OUT's jobs, also those of a run that was killed. */
static int jobs_cancel(struct cluster *cluster)
{
    struct slurm_word word;
    int error = slurm_cancel(cluster->name, &word);
    if (error == ENOENT)
        progress_say(cluster->progress, "There is no Slurm here. %s",
                     word.said);
    if (error == ENOENT)
        return error;
    if (!error)
        error = jobs_wait(cluster, CANCEL_SECONDS);
    if (error)
        progress_say(cluster->progress,
                     "Slurm's jobs named %s may still run: %s", cluster->name,
                     word.said[0] ? word.said : strerror(error));
    return error;
}

/* Submits the array; a smaller one where there is a limit for a user. */
static int array_submit(struct cluster *cluster, const char *script)
{
    struct slurm_word word;
    unsigned long job = 0;
    size_t limit = 0;
    int error = slurm_array_limit(&limit, &word);
    struct slurm_array array = {.name = cluster->name,
                                .script = script,
                                .folder = cluster->root,
                                .options = cluster->execution.options};
    if (limit > ELEMENTS_MOST)
        limit = ELEMENTS_MOST;
    while (!error) {
        cluster->chunk = (cluster->asked_count + limit - 1) / limit;
        array.elements =
            (cluster->asked_count + cluster->chunk - 1) / cluster->chunk;
        error = slurm_script_write(cluster->folder, cluster->chunk);
        if (error)
            return error;
        error = slurm_submit(&array, &job, &word);
        if (error != EINVAL || limit < 2 || !strstr(word.said, "limit"))
            break;
        limit /= 2;
        error = 0;
    }
    if (error)
        progress_say(cluster->progress, "Slurm takes no work: %s", word.said);
    else
        log_line(cluster->execution.log,
                 "slurm: job %lu (%s): %zu tasks in %zu elements", job,
                 cluster->name, cluster->asked_count, array.elements);
    return error;
}

static int log_folder_renew(const struct cluster *cluster)
{
    char *logs = text_print("%s/log", cluster->folder);
    int error = logs ? store_remove(logs) : ENOMEM;
    if (!error)
        error = store_folder(logs);
    free(logs);
    return error;
}

/* All that is asked for, once. */
static int array_run(struct cluster *cluster)
{
    char *script = text_print("%s/job.sh", cluster->folder);
    int error = script ? log_folder_renew(cluster) : ENOMEM;
    if (!error)
        error = slurm_commands_write(cluster->folder, &cluster->execution,
                                     cluster->tasks, cluster->asked,
                                     cluster->asked_count);
    if (!error)
        error = array_submit(cluster, script);
    if (!error)
        error = jobs_wait(cluster, 0);
    /* A shared folder may show a record some time after it was written. */
    for (int i = 0; !error && cluster_look(cluster) > 0 && i < LATE_SECONDS;
         i++)
        error = cluster_wait(cluster, 1);
    free(script);
    return error;
}

/* The same OUT has the same name, so what a killed run left is found. */
static int cluster_name(struct cluster *cluster)
{
    char hex[DIGEST_HEX];
    const char *out = cluster->execution.out;
    int error = digest_of(out, strlen(out), hex);
    if (!error)
        snprintf(cluster->name, sizeof cluster->name, "lockstep-%.12s", hex);
    return error;
}

static int cluster_run(struct cluster *cluster)
{
    cluster_gather(cluster);
    int error = jobs_cancel(cluster);
    (void)cluster_look(cluster);
    for (int i = 0; !error && i < TRIES; i++) {
        cluster_gather(cluster);
        if (cluster->asked_count == 0)
            break;
        error = array_run(cluster);
    }
    cluster->progress->running = 0;
    if (!error)
        cluster_missing(cluster);
    else if (error != ENOENT)
        (void)jobs_cancel(cluster);
    return error;
}

static int slurm_grade(struct tasks *tasks, const struct execution *execution,
                       struct progress *progress)
{
    struct cluster cluster = {.tasks = tasks,
                              .execution = *execution,
                              .progress = progress,
                              .chunk = 1};
    cluster.execution.work = NULL;
    cluster.folder = text_print("%s/slurm", execution->out);
    cluster.asked = calloc(tasks->count + 1, sizeof *cluster.asked);
    cluster.stamp = calloc(tasks->count + 1, sizeof *cluster.stamp);
    cluster.root = getcwd(NULL, 0);
    bool complete =
        cluster.folder && cluster.asked && cluster.stamp && cluster.root;
    int error = complete ? 0 : ENOMEM;
    if (!error)
        error = store_folder(cluster.folder);
    if (!error)
        error = cluster_name(&cluster);
    if (!error) {
        sigemptyset(&cluster.ends);
        sigaddset(&cluster.ends, SIGINT);
        sigaddset(&cluster.ends, SIGTERM);
        sigaddset(&cluster.ends, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &cluster.ends, &cluster.before);
        error = cluster_run(&cluster);
        pthread_sigmask(SIG_SETMASK, &cluster.before, NULL);
    }
    free(cluster.root);
    free(cluster.stamp);
    free(cluster.asked);
    free(cluster.folder);
    return error;
}

const struct executor executor_slurm = {
    .name = "slurm",
    .what = "a job array over a folder that all machines share",
    .grade = slurm_grade};
