/*
 * Counts the explorer's schedules in a given time:
 *
 *   rate_explore --trial NAME --seconds N [--memory] [--fork | --blind]
 *
 * The search is the one that grades, with its own budget, order and bounds. It
 * is told that nothing counts as found (`wanted` says so), so it goes on past
 * findings, and begins again with the next seed when it is through.
 *
 * With --fork it is the alternative: a process for each schedule. The search
 * runs once, in a child, which notes every schedule's decisions in shared
 * memory; then each schedule, taken evenly from all over that list, is forked
 * and run by its decisions. The parent never runs one itself: once threads or
 * fibers have been made, ThreadSanitizer is dead in a forked child. With
 * --blind it does run one, so that children find their fibers made, and find no
 * races.
 */
#include <getopt.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/rate.h"
#include "explore/model/crash.h"
#include "explore/search/search.h"
#include "explore/search/strategies.h"
#include "explore/search/world.h"

enum { BUDGET = 20000, STEPS_MAX = 1000000, CLOCK_EVERY = 16 };
enum { EXIT_USAGE = 2, EXIT_MACHINE = 3 };
enum { RECORDED_MAX = BUDGET, DECISIONS_MAX = 1 << 23, STRIDE = 7919 };

/* What was run so far, and until when. */
static struct rate rate;
static double deadline;
static bool over;

/* The schedules of one search; shared with the child that writes them. */
struct recording {
    unsigned long count; /* of schedules */
    unsigned long used;  /* of decisions */
    struct {
        unsigned long at, count;
    } schedules[RECORDED_MAX];
    struct decision decisions[DECISIONS_MAX];
};

static struct recording *recording;

/* Called after each schedule. */
static bool schedule_counted(void)
{
    rate.count++;
    rate.points += schedule.steps;
    rate.findings += finding.kind != FINDING_NONE;
    if (rate.count % CLOCK_EVERY == 0)
        over = rate_now() >= deadline;
    return over;
}

static void rate_inside(struct search *search, double seconds)
{
    static struct search_result result;
    rate = rate_begin();
    deadline = rate.start + seconds;
    search->wanted = schedule_counted;
    for (; !over; search->seed++)
        search_run(search, &result);
    rate_print(&rate);
}

static bool schedule_recorded(void)
{
    unsigned long count = schedule.decision_count;
    if (recording->count == RECORDED_MAX ||
        recording->used + count > DECISIONS_MAX)
        return true;
    recording->schedules[recording->count].at = recording->used;
    recording->schedules[recording->count].count = count;
    for (unsigned long i = 0; i < count; i++)
        recording->decisions[recording->used + i] = schedule.decisions[i];
    recording->used += count;
    recording->count++;
    return false;
}

/* Without the exit handlers: a schedule's child has nothing to say. */
static _Noreturn void child_leave(int status)
{
    syscall(SYS_exit_group, status);
    abort();
}

static void search_record(struct search *search)
{
    static struct search_result result;
    long shared =
        syscall(SYS_mmap, NULL, sizeof *recording, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == -1)
        exit(EXIT_MACHINE);
    recording = (struct recording *)shared;
    pid_t pid = fork();
    if (pid < 0)
        exit(EXIT_MACHINE);
    if (pid == 0) {
        search->wanted = schedule_recorded;
        search_run(search, &result);
        child_leave(0);
    }
    waitpid(pid, NULL, 0);
    if (recording->count == 0)
        exit(EXIT_MACHINE);
}

/* One schedule in a process of its own. @return Whether it had a finding. */
static bool schedule_forked(const struct search *search, unsigned long which)
{
    static struct search_result result;
    int status = 0;
    pid_t pid = fork();
    if (pid < 0)
        exit(EXIT_MACHINE);
    if (pid == 0) {
        unsigned long at = recording->schedules[which].at;
        replay_begin(recording->decisions + at,
                     recording->schedules[which].count);
        search_once(search, &strategy_replay, &result);
        child_leave(finding.kind != FINDING_NONE);
    }
    waitpid(pid, &status, 0);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void rate_forked(struct search *search, double seconds, bool blind)
{
    static struct search_result result;
    search_record(search);
    search->wanted = NULL;
    if (blind)
        search_once(search, &strategy_plain, &result);
    rate = rate_begin();
    while (rate_now() < rate.start + seconds) {
        unsigned long which = rate.count++ * STRIDE % recording->count;
        rate.findings += schedule_forked(search, which);
    }
    rate_print(&rate);
}

static void *body_run(void *body)
{
    ((const struct trial *)body)->body();
    return NULL;
}

/* What the command line asks for. */
struct request {
    const struct trial *trial;
    double seconds;
    bool memory, forked, blind;
};

static const struct option options[] = {
    {"trial", required_argument, NULL, 't'},
    {"seconds", required_argument, NULL, 's'},
    {"memory", no_argument, NULL, 'm'},
    {"fork", no_argument, NULL, 'f'},
    {"blind", no_argument, NULL, 'b'},
    {0},
};

static bool request_read(struct request *request, int argc, char **argv)
{
    *request = (struct request){.seconds = 1};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 't':
            request->trial = rate_trial(optarg);
            break;
        case 's':
            request->seconds = strtod(optarg, NULL);
            break;
        case 'm':
            request->memory = true;
            break;
        case 'b':
            request->blind = request->forked = true;
            break;
        case 'f':
            request->forked = true;
            break;
        default:
            return false;
        }
    }
    return request->trial && request->seconds > 0;
}

int main(int argc, char **argv)
{
    struct request request;
    if (!request_read(&request, argc, argv))
        return EXIT_USAGE;
    const struct trial *trial = request.trial;
    struct search search = {
        .body = body_run,
        .argument = (void *)trial,
        .limits = {.steps = STEPS_MAX,
                   .spurious = 1,
                   .timeouts = 1,
                   .held = 1,
                   .weak = 1,
                   .failures = trial->failing_calls,
                   .memory_points = trial->memory_points || request.memory},
        .seed = 1,
        .budget = trial->schedules ? trial->schedules : BUDGET,
        .highest_bound = trial->preemptions};
    schedule_body_name = "the trial";
    world_setup();
    crash_catch();
    if (request.forked)
        rate_forked(&search, request.seconds, request.blind);
    else
        rate_inside(&search, request.seconds);
    return 0;
}
