/*
 * Times rounds of the stress engine: real threads under ThreadSanitizer.
 *
 *   rate_threads --trial NAME --rounds N
 *
 * So that a round is the same work as a schedule, trial_size() gives what it
 * gives the explorer; and so that findings don't end the run, checks that fail
 * are ignored here and ThreadSanitizer runs with report_bugs=0, which looks for
 * races but reports none. The linker puts the two functions below in place of
 * the engine's.
 */
#include <getopt.h>
#include <stdlib.h>

#include "bench/rate.h"
#include "trial/engine.h"
#include "trial/statics.h"

enum { EXIT_USAGE = 2, EXIT_MACHINE = 3 };

size_t __wrap_trial_size(size_t stress, size_t explore);
void __wrap_trial_failed(const char *file, int line, const char *condition,
                         const char *format, ...);

size_t __wrap_trial_size(size_t stress, size_t explore)
{
    (void)stress;
    return explore;
}

void __wrap_trial_failed(const char *file, int line, const char *condition,
                         const char *format, ...)
{
    (void)file;
    (void)line;
    (void)condition;
    (void)format;
}

static const struct option options[] = {
    {"trial", required_argument, NULL, 't'},
    {"rounds", required_argument, NULL, 'r'},
    {0},
};

int main(int argc, char **argv)
{
    struct probe_request request = {.seed = 1};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 't':
            request.trial = rate_trial(optarg);
            break;
        case 'r':
            request.rounds = (unsigned)strtoul(optarg, NULL, 10);
            break;
        default:
            return EXIT_USAGE;
        }
    }
    if (!request.trial || request.rounds == 0)
        return EXIT_USAGE;
    if (statics_save())
        return EXIT_MACHINE;
    struct rate rate = rate_begin();
    if (!engine_run(&request))
        return EXIT_MACHINE;
    rate.count = request.rounds;
    rate_print(&rate);
    return 0;
}
