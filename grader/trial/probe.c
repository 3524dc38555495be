/*
 * The probe's main: runs one trial with the engine it is linked with.
 *
 *   probe --trial NAME --nonce TEXT [--seed N]
 *         [--rounds N | --confirm pass | --confirm proof]
 *         [--schedules N] [--strategy NAME] [--replay ID] [--play]
 *         [--follow LIST]
 *   probe --list
 *
 * The last thing it writes is the receipt. It repeats the judge's nonce, so a
 * run that ended early, in whatever way, has none.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trial/broken.h"
#include "trial/canary.h"
#include "trial/engine.h"
#include "trial/observe.h"
#include "trial/settle.h"
#include "trial/statics.h"

enum {
    DEFAULT_ROUNDS = 200,
    CONFIRM_SHARE = 4, /* after a pass by the explorer: one round in so many */
    CONFIRM_PROOF = 5, /* after a proof: so many rounds at most */
    CONFIRM_CROWD = 100, /* and none once so many threads have run */
    EXIT_USAGE = 2,
};

/* The section that TRIAL() fills. */
extern const struct trial *const __start_trials[] __attribute__((weak));
extern const struct trial *const __stop_trials[] __attribute__((weak));

static const struct trial *trial_find(const char *name)
{
    const struct trial *const *entry = __start_trials;
    for (; entry != __stop_trials; entry++)
        if (strcmp((*entry)->name, name) == 0)
            return *entry;
    return NULL;
}

static int trial_list(void)
{
    const struct trial *const *entry = __start_trials;
    for (; entry != __stop_trials; entry++)
        printf("%s\t%s\n", (*entry)->name, (*entry)->promise);
    return 0;
}

static void receipt_write(const struct probe_request *request, bool complete)
{
    struct observation line;
    observe_begin(&line, "receipt");
    observe_text(&line, "trial", request->trial->name);
    observe_text(&line, "engine", engine_name);
    observe_text(&line, "nonce", broken_nonce);
    observe_number(&line, "complete", complete);
    observe_end(&line);
}

/* What is still worth it after what the explorer said: "pass", "proof" or NULL.
 */
static void rounds_limit(struct probe_request *request, const char *said)
{
    unsigned *rounds = &request->rounds;
    if (!said)
        return;
    if (strcmp(said, "proof") != 0) {
        *rounds = *rounds > CONFIRM_SHARE ? *rounds / CONFIRM_SHARE : *rounds;
        return;
    }
    *rounds = *rounds < CONFIRM_PROOF ? *rounds : CONFIRM_PROOF;
    request->threads = CONFIRM_CROWD;
}

static int probe_run(struct probe_request *request, const char *confirm)
{
    int error = statics_save();
    if (error)
        broken_exit("copy of the static data", error);
    if (request->rounds == 0)
        request->rounds =
            request->trial->rounds ? request->trial->rounds : DEFAULT_ROUNDS;
    rounds_limit(request, confirm);
    bool complete = engine_run(request);
    canary_plant();
    receipt_write(request, complete);
    return 0;
}

static const struct option options[] = {
    {"trial", required_argument, NULL, 't'},
    {"nonce", required_argument, NULL, 'n'},
    {"seed", required_argument, NULL, 's'},
    {"rounds", required_argument, NULL, 'r'},
    {"confirm", required_argument, NULL, 'f'},
    {"schedules", required_argument, NULL, 'c'},
    {"strategy", required_argument, NULL, 'y'},
    {"seconds", required_argument, NULL, 'e'},
    {"replay", required_argument, NULL, 'i'},
    {"play", no_argument, NULL, 'p'},
    {"game", no_argument, NULL, 'g'},
    {"follow", required_argument, NULL, 'o'},
    {"list", no_argument, NULL, 'l'},
    {0},
};

/* What the command line asks for. */
struct asked {
    struct probe_request request;
    const char *name;
    const char *confirm;
    bool list;
};

static bool number_take(struct probe_request *request, int c)
{
    unsigned long long number = strtoull(optarg, NULL, 0);
    switch (c) {
    case 's':
        request->seed = number;
        return true;
    case 'r':
        request->rounds = (unsigned)number;
        return true;
    case 'c':
        request->schedules = (unsigned long)number;
        return true;
    case 'e':
        request->seconds = (unsigned)number;
        return true;
    default:
        return false;
    }
}

static bool option_take(struct asked *asked, int c)
{
    struct probe_request *request = &asked->request;
    switch (c) {
    case 't':
        asked->name = optarg;
        request->trial = trial_find(optarg);
        return true;
    case 'n':
        broken_nonce = optarg;
        return true;
    case 'f':
        asked->confirm = optarg;
        return true;
    case 'i':
        request->replay = optarg;
        return true;
    case 'y':
        request->strategy = optarg;
        return true;
    case 'p':
        request->play = true;
        return true;
    case 'g':
        request->game = true;
        return true;
    case 'o':
        request->follow = optarg;
        return true;
    case 'l':
        asked->list = true;
        return true;
    default:
        return optarg && number_take(request, c);
    }
}

int main(int argc, char **argv)
{
    struct asked asked = {.request.seed = 1, .name = ""};
    probe_settle();
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!option_take(&asked, c))
            return EXIT_USAGE;
    if (asked.list)
        return trial_list();
    if (!asked.request.trial) {
        fprintf(stderr, "probe: no trial '%s'\n", asked.name);
        return EXIT_USAGE;
    }
    return probe_run(&asked.request, asked.confirm);
}
