/*
 * The judge of one lesson: a Criterion program that runs probes and decides.
 *
 *   judge --lesson NAME --source FILE --out FOLDER [--name NAME]
 *         [--engines LIST] [--seed N,...] [--build-failed]
 *   judge --lesson NAME --source FILE --out FOLDER --trial NAME
 *         (--replay ID | --play | --game | --follow RECORD) [--trace FILE]
 *
 * Criterion runs the trials; what it would print is left out, because the
 * report says it in the course's words. Exit status: 0 pass, 1 any other
 * verdict, 2 the judge itself broke down.
 */
#include <criterion/criterion.h>
#include <criterion/options.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "judge/base/outcome.h"
#include "judge/base/settings.h"
#include "judge/draw/follow.h"
#include "judge/draw/game.h"
#include "judge/draw/play.h"
#include "judge/draw/replay.h"
#include "judge/draw/report.h"
#include "judge/draw/screen.h"
#include "judge/find/evidence.h"
#include "judge/probe/record.h"

/* Real threads sleep now and then: twice as many jobs as a laptop has cores. */
enum { EXIT_FAIL = 1, EXIT_BROKEN = 2, SILENT = 1000, JOBS = 4 };

/*
 * Criterion shows how two texts differ by libgit2, which reads the machine's
 * certificates when it is initialised, in the worker of each trial anew: 5 % of
 * a check. The judge compares no texts through Criterion, so it has these in
 * their place.
 */
int git_libgit2_init(void);
int git_libgit2_shutdown(void);

int git_libgit2_init(void)
{
    return 1;
}

int git_libgit2_shutdown(void)
{
    return 0;
}

/* What Criterion's workers share with it has a name, by the number of its
 * process, for a moment. A judge that was killed in that moment leaves it, and
 * the next one of its number could not begin. */
static void left_name_remove(void)
{
    char name[40];
    snprintf(name, sizeof name, "/bxf_arena_%ld", (long)getpid());
    shm_unlink(name);
}

static int trials_run(void)
{
    left_name_remove();
    struct criterion_test_set *tests = criterion_initialize();
    if (!tests)
        return EXIT_BROKEN;
    criterion_options.logging_threshold = (enum criterion_logging_level)SILENT;
    criterion_options.jobs = JOBS;
    criterion_options.color = false;
    criterion_run_all_tests(tests);
    criterion_finalize(tests);
    return 0;
}

static bool report_all(FILE *to, const json_t *record)
{
    report_write(to, record);
    return true;
}

/* @return 0, or EXIT_BROKEN if it could not be kept. What has nothing to say is
 * no file. */
static int text_keep(bool (*write)(FILE *to, const json_t *record),
                     const char *name, const json_t *record,
                     const struct settings *settings)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", settings->out, name);
    FILE *file = fopen(path, "w");
    if (!file)
        return EXIT_BROKEN;
    bool said = write(file, record);
    if (fclose(file))
        return EXIT_BROKEN;
    return said || unlink(path) == 0 ? 0 : EXIT_BROKEN;
}

static int report_keep(const json_t *record, const struct settings *settings)
{
    int screen = text_keep(screen_write, "screen.txt", record, settings);
    int report = text_keep(report_all, "report.txt", record, settings);
    return screen ? screen : report;
}

/* Criterion takes an interrupt for one of a test, and goes on with the others.
 * Whoever interrupts the judge wants all of it to end, and at once: its workers
 * and their probes die with it. */
static void *interrupt_wait(void *signals)
{
    int signal = 0;
    while (sigwait(signals, &signal) != 0)
        continue;
    struct sigaction dies = {.sa_handler = SIG_DFL};
    sigaction(signal, &dies, NULL);
    pthread_sigmask(SIG_UNBLOCK, signals, NULL);
    raise(signal);
    return NULL;
}

static void interrupt_heed(void)
{
    static sigset_t signals;
    struct sigaction before;
    pthread_t thread;
    /* In the background of a shell it is ignored, and stays so. */
    if (sigaction(SIGINT, NULL, &before) || before.sa_handler == SIG_IGN)
        return;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    if (pthread_sigmask(SIG_BLOCK, &signals, NULL) == 0 &&
        pthread_create(&thread, NULL, interrupt_wait, &signals) == 0)
        pthread_detach(thread);
}

/*
 * Criterion starts this program again for each test, with main() replaced. In
 * a libcriterion that was linked with -Bsymbolic-functions (Ubuntu's), it is
 * the library's own main() that gets replaced, so that is where to go on.
 */
static bool worker_main(int argc, char **argv, int *status)
{
    int (*library_main)(int, char **);
    if (!getenv("BXFI_MAP"))
        return false;
    *(void **)&library_main = dlsym(RTLD_NEXT, "main");
    if (!library_main)
        return false;
    *status = library_main(argc, argv);
    return true;
}

int main(int argc, char **argv)
{
    int status;
    /* Whoever started it is gone: nobody wants the record any more. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (worker_main(argc, argv, &status))
        return status;
    interrupt_heed();
    struct settings settings;
    if (settings_parse(&settings, argc, argv))
        return EXIT_BROKEN;
    if (settings.play)
        return play(&settings) ? EXIT_BROKEN : 0;
    if (settings.game)
        return game_save(&settings) ? EXIT_BROKEN : 0;
    if (settings.follow)
        return follow_show(&settings);
    if (settings.replay)
        return replay_show(&settings) ? EXIT_BROKEN : 0;
    if (!settings.build_failed && trials_run())
        return EXIT_BROKEN;
    json_t *record = record_make(&settings, outcome_passed);
    if (!record || record_write(record, &settings) ||
        report_keep(record, &settings)) {
        fprintf(stderr, "judge: can't write the record of %s\n",
                settings.lesson);
        return EXIT_BROKEN;
    }
    report_write(stdout, record);
    bool passed = strcmp(json_text(record, "verdict"), "pass") == 0;
    json_decref(record);
    return passed ? 0 : EXIT_FAIL;
}
