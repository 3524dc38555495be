/*
 * The executor of this machine: as many `grade one` at a time as there are
 * jobs, each a process of its own.
 *
 * Signals are waited for, not handled. The kernel tells the workers when this
 * process dies (they then end what they began), and they hold the run's lock,
 * so the next run begins after the last of them has gone.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/base/kin.h"
#include "batch/work/executor.h"

enum { TRIES = 2, PATIENCE = 20, REASON = 400, SAID = 4000 };

static const struct timespec look = {.tv_nsec = 100000000};

/* One worker; pid is 0 where none is at work. */
struct worker {
    pid_t pid;
    size_t task;
    FILE *said; /* what it prints on standard error */
    time_t began;
};

struct crew {
    const struct execution *execution;
    struct tasks *tasks;
    struct progress *progress;
    struct worker *worker;
    size_t count;  /* of workers */
    size_t *queue; /* tasks that wait, from `next` to `end` */
    size_t next, end;
    unsigned char *tries; /* for each task */
    bool stopping;        /* what ends without a record was asked to */
    sigset_t signals, before;
};

static _Noreturn void worker_exec(const struct crew *crew, pid_t parent,
                                  const struct arguments *arguments, FILE *said)
{
    setpgid(0, 0); /* the terminal's signals are for the run to answer */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(127);
    int null = open("/dev/null", O_RDWR);
    if (!arguments->argv[0] || null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(fileno(said), STDOUT_FILENO) < 0 ||
        dup2(fileno(said), STDERR_FILENO) < 0)
        _exit(127);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &crew->before, NULL);
    if (crew->execution->lock >= 0)
        fcntl(crew->execution->lock, F_SETFD, 0);
    execv(arguments->argv[0], arguments->argv);
    _exit(127);
}

static int worker_start(struct crew *crew, struct worker *worker, size_t index)
{
    const struct task *task = &crew->tasks->task[index];
    struct arguments arguments = {.count = 0};
    FILE *said = tmpfile();
    int error = said ? one_arguments(task, crew->execution, &arguments) : errno;
    if (error)
        goto out_free;
    log_line(crew->execution->log, "start %s %s", task->lesson, task->key);
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        worker_exec(crew, parent, &arguments, said);
    if (pid < 0) {
        error = errno;
        goto out_free;
    }
    *worker = (struct worker){pid, index, said, time(NULL)};
    crew->tries[index]++;
    said = NULL; /* the worker's now */
out_free:
    arguments_free(&arguments);
    if (said)
        fclose(said);
    return error;
}

/* The last line of what a worker said, or how it ended. */
static void reason_find(FILE *said, int status, char reason[REASON])
{
    char text[SAID];
    fseek(said, 0, SEEK_END);
    long size = ftell(said);
    fseek(said, size > SAID - 1 ? size - (SAID - 1) : 0, SEEK_SET);
    size_t length = fread(text, 1, SAID - 1, said);
    while (length > 0 && strchr(" \n", text[length - 1]))
        length--;
    text[length] = '\0';
    const char *line = strrchr(text, '\n');
    line = line ? line + 1 : text;
    if (WIFSIGNALED(status))
        snprintf(reason, REASON, "it was ended by signal %d", WTERMSIG(status));
    else
        snprintf(reason, REASON, "%.*s", REASON - 1,
                 *line ? line : "it ended without a word");
}

/* A task without a record: once more, behind the others, then no more. */
static void task_miss(struct crew *crew, size_t index, FILE *said, int status)
{
    struct task *task = &crew->tasks->task[index];
    char reason[REASON];
    if (crew->stopping) {
        log_line(crew->execution->log, "left %s %s", task->lesson, task->key);
        return;
    }
    reason_find(said, status, reason);
    log_line(crew->execution->log, "missed %s %s: %s", task->lesson, task->key,
             reason);
    if (crew->tries[index] < TRIES)
        crew->queue[crew->end++] = index;
    else
        progress_failed(crew->progress, task, reason);
}

static void worker_ended(struct crew *crew, struct worker *worker, int status)
{
    struct task *task = &crew->tasks->task[worker->task];
    struct record_brief brief;
    char *path = task_record(task, crew->execution->out);
    bool there = WIFEXITED(status) && WEXITSTATUS(status) == 0 && path &&
                 record_brief(path, &brief) == 0;
    if (there) {
        task->done = true;
        memcpy(task->verdict, brief.verdict, VERDICT_SIZE);
        log_line(crew->execution->log, "graded %s %s %s %ld/%ld in %ld s",
                 task->lesson, task->key, brief.verdict, brief.points,
                 brief.max_points, (long)(time(NULL) - worker->began));
        progress_task(crew->progress, task, &brief);
    } else {
        task_miss(crew, worker->task, worker->said, status);
    }
    free(path);
    fclose(worker->said);
    worker->pid = 0;
}

/* Kills what is left of workers that were killed themselves. */
static void strays_end(const struct crew *crew)
{
    pid_t *keep = calloc(crew->count, sizeof *keep);
    size_t count = 0;
    for (size_t i = 0; keep && i < crew->count; i++)
        if (crew->worker[i].pid)
            keep[count++] = crew->worker[i].pid;
    if (keep)
        kin_end(keep, count);
    free(keep);
}

static size_t crew_reap(struct crew *crew)
{
    size_t busy = 0;
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->worker[i];
        int status;
        if (!worker->pid)
            continue;
        if (waitpid(worker->pid, &status, WNOHANG) != worker->pid) {
            busy++;
            continue;
        }
        worker_ended(crew, worker, status);
        if (!WIFEXITED(status))
            strays_end(crew);
    }
    return busy;
}

static int crew_start(struct crew *crew)
{
    int error = 0;
    for (size_t i = 0; i < crew->count && !error; i++)
        if (!crew->worker[i].pid && crew->next < crew->end)
            error =
                worker_start(crew, &crew->worker[i], crew->queue[crew->next++]);
    return error;
}

/* Asks the workers to end, and in the end makes them. */
static void crew_dismiss(struct crew *crew)
{
    time_t last = time(NULL) + PATIENCE;
    crew->stopping = true;
    for (bool asked = false; crew_reap(crew) > 0; asked = true) {
        bool enough = time(NULL) > last;
        for (size_t i = 0; i < crew->count; i++)
            if (crew->worker[i].pid && (enough || !asked))
                kill(crew->worker[i].pid, enough ? SIGKILL : SIGTERM);
        int number = sigtimedwait(&crew->signals, NULL, &look);
        if (number > 0 && number != SIGCHLD)
            last = 0; /* asked twice: at once */
    }
    strays_end(crew);
}

static int crew_work(struct crew *crew)
{
    int error = crew_start(crew);
    while (!error && crew_reap(crew) + (crew->end - crew->next) > 0) {
        error = crew_start(crew);
        progress_tick(crew->progress);
        int number = error ? 0 : sigtimedwait(&crew->signals, NULL, &look);
        if (number > 0 && number != SIGCHLD)
            error = EINTR;
    }
    if (error)
        crew_dismiss(crew);
    return error;
}

static int crew_gather(struct crew *crew, const struct execution *execution)
{
    size_t tasks = crew->tasks->count;
    crew->count = execution->jobs;
    crew->worker = calloc(crew->count, sizeof *crew->worker);
    crew->queue = calloc(TRIES * tasks + 1, sizeof *crew->queue);
    crew->tries = calloc(tasks + 1, 1);
    if (!crew->worker || !crew->queue || !crew->tries)
        return ENOMEM;
    for (size_t i = 0; i < tasks; i++)
        if (!crew->tasks->task[i].done)
            crew->queue[crew->end++] = i;
    return kin_adopt();
}

static int local_grade(struct tasks *tasks, const struct execution *execution,
                       struct progress *progress)
{
    struct crew crew = {
        .execution = execution, .tasks = tasks, .progress = progress};
    kin_signals(&crew.signals);
    sigprocmask(SIG_BLOCK, &crew.signals, &crew.before);
    int error = crew_gather(&crew, execution);
    if (!error)
        error = crew_work(&crew);
    sigprocmask(SIG_SETMASK, &crew.before, NULL);
    free(crew.worker);
    free(crew.queue);
    free(crew.tries);
    return error;
}

const struct executor executor_local = {"local", "processes on this machine",
                                        local_grade};
