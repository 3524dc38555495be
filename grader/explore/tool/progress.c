/*
 * How far the search is; see progress.h.
 *
 * The program is in a process group of its own, so the terminal's Ctrl-C comes
 * here alone.
 */
#include "explore/tool/progress.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/moment.h"

enum { PATIENCE = 10 };

static volatile sig_atomic_t interrupts;
static int sent;
static bool killed, shown;
static double deadline; /* of an answer; 0: none is awaited */

static void interrupted(int number)
{
    (void)number;
    interrupts = interrupts + 1;
}

bool progress_wanted(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void progress_listen(void)
{
    struct sigaction action = {.sa_handler = interrupted};
    sigaction(SIGINT, &action, NULL);
}

void progress_begin(unsigned long seconds)
{
    deadline = seconds ? moment_steady() + (double)seconds + PATIENCE : 0;
}

/* 12345 as "12,345". */
static const char *grouped(long long n, char text[32])
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", n), to = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[to++] = ',';
        text[to++] = digits[i];
    }
    text[to] = '\0';
    return text;
}

static void line_write(const json_t *line)
{
    char count[32], rate[32], what[64];
    long long schedules =
        json_integer_value(json_object_get(line, "schedules"));
    long long passed =
        json_integer_value(json_object_get(line, "milliseconds"));
    long long bound = json_integer_value(json_object_get(line, "bound"));
    const char *strategy = json_string_value(json_object_get(line, "strategy"));
    if (!strategy || passed <= 0)
        return;
    if (strcmp(strategy, "dfs") == 0)
        snprintf(what, sizeof what, "all with at most %lld preemption%s", bound,
                 bound == 1 ? "" : "s");
    else if (strcmp(strategy, "classes") == 0)
        snprintf(what, sizeof what, "one of each class");
    else
        snprintf(what, sizeof what, "random ones (%.16s)", strategy);
    fprintf(stderr, "\r  %s schedules, %s a second: %s\033[K",
            grouped(schedules, count), grouped(schedules * 1000 / passed, rate),
            what);
    shown = true;
}

void progress_show(const char *line)
{
    static const char begin[] = "{\"t\":\"progress\"";
    if (strncmp(line, begin, sizeof begin - 1) != 0 || !progress_wanted())
        return;
    json_t *read = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);
    line_write(read);
    json_decref(read);
}

bool progress_turn(pid_t pid)
{
    if (interrupts > 0 && sent == 0) {
        sent = 1;
        deadline = moment_steady() + PATIENCE;
        kill(pid, SIGINT);
    }
    killed |= interrupts > 1 || (deadline > 0 && moment_steady() > deadline);
    return killed;
}

void progress_end(void)
{
    if (shown)
        fputs("\r\033[K", stderr);
    shown = false;
}

bool progress_interrupted(void)
{
    return interrupts > 0;
}

bool progress_killed(void)
{
    return killed;
}
