/* How far grading is (see progress.h). */
#include "batch/work/progress.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/moment.h"

enum { WIDTH_ELSE = 80, WIDTH_MOST = 200, BAR_LEAST = 10, BAR_MOST = 40 };

static const double between = 0.2; /* seconds between two drawings */

const char *const verdict_names[VERDICTS] = {"pass", "fail", "build",
                                             "integrity", "invalid"};

int verdict_index(const char *verdict)
{
    for (int i = 0; i < VERDICTS; i++)
        if (strcmp(verdict, verdict_names[i]) == 0)
            return i;
    return -1;
}

static void verdict_count(struct progress *progress, const char *verdict)
{
    int index = verdict_index(verdict);
    if (index >= 0)
        progress->verdicts[index]++;
}

void progress_begin(struct progress *progress, FILE *to,
                    const struct tasks *tasks)
{
    const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool terminal = isatty(fileno(to)) && kind && strcmp(kind, "dumb") != 0;
    *progress = (struct progress){.to = to,
                                  .terminal = terminal,
                                  .colour = terminal && !(none && *none),
                                  .total = tasks->count,
                                  .began = moment_steady()};
    for (size_t i = 0; i < tasks->count; i++) {
        if (!tasks->task[i].done)
            continue;
        progress->done++;
        verdict_count(progress, tasks->task[i].verdict);
    }
    progress->known = progress->done;
    if (terminal)
        fputs("\033[?25l", to); /* no cursor that runs to and fro */
    progress_tick(progress);
}

static void duration_text(double seconds, char *text, size_t size)
{
    unsigned long s = seconds > 0 ? (unsigned long)(seconds + 0.5) : 0;
    if (s < 60)
        snprintf(text, size, "%lu s", s);
    else if (s < 3600)
        snprintf(text, size, "%lu min %02lu s", s / 60, s % 60);
    else
        snprintf(text, size, "%lu h %02lu min", s / 3600, s / 60 % 60);
}

/* The time that is left, if the rest takes as long as what was done so far. */
static void left_text(const struct progress *progress, double now, char *text,
                      size_t size)
{
    size_t ended = progress->done - progress->known + progress->failed;
    size_t open = progress->total - progress->done - progress->failed;
    double each = ended ? (now - progress->began) / (double)ended : 0;
    char span[40];
    if (open == 0 || ended == 0) {
        snprintf(text, size, "%s", open ? "" : ", done");
        return;
    }
    duration_text(each * (double)open, span, sizeof span);
    snprintf(text, size, ", %s left", span);
}

void progress_text(const struct progress *progress, double now, unsigned width,
                   char *text, size_t size)
{
    char tail[256], left[64];
    size_t length = 0;
    size_t ended = progress->done + progress->failed;
    length +=
        (size_t)snprintf(tail, sizeof tail, " %zu/%zu", ended, progress->total);
    for (int i = 0; i < VERDICTS; i++)
        if (progress->verdicts[i])
            length +=
                (size_t)snprintf(tail + length, sizeof tail - length, " %s %zu",
                                 verdict_names[i], progress->verdicts[i]);
    if (progress->failed)
        length += (size_t)snprintf(tail + length, sizeof tail - length,
                                   " not graded %zu", progress->failed);
    left_text(progress, now, left, sizeof left);
    snprintf(tail + length, sizeof tail - length, "%s", left);
    size_t room = width > strlen(tail) + 2 ? width - strlen(tail) - 2 : 0;
    size_t bar = room > BAR_MOST ? BAR_MOST : room;
    if (bar < BAR_LEAST) {
        snprintf(text, size, "%.*s", (int)width, tail + 1);
        return;
    }
    size_t full = progress->total ? bar * ended / progress->total : bar;
    length = (size_t)snprintf(text, size, "[");
    for (size_t i = 0; i < bar && length + 1 < size; i++)
        text[length++] = i < full ? '#' : '.';
    text[length] = '\0';
    snprintf(text + length, size - length, "]%s", tail);
}

static unsigned terminal_width(const struct progress *progress)
{
    struct winsize window;
    if (ioctl(fileno(progress->to), TIOCGWINSZ, &window) || window.ws_col == 0)
        return WIDTH_ELSE;
    return window.ws_col > WIDTH_MOST ? WIDTH_MOST : window.ws_col;
}

static void bar_draw(struct progress *progress, double now)
{
    char text[WIDTH_MOST + 64];
    /* A terminal's last column may wrap. */
    progress_text(progress, now, terminal_width(progress) - 1, text,
                  sizeof text);
    size_t full = strspn(text, "[#");
    if (progress->colour)
        fprintf(progress->to, "\r\033[32m%.*s\033[0m%s\033[K", (int)full, text,
                text + full);
    else
        fprintf(progress->to, "\r%s\033[K", text);
    fflush(progress->to);
    progress->drawn = now;
}

static void bar_clear(struct progress *progress)
{
    if (progress->drawn > 0)
        fputs("\r\033[K", progress->to);
    progress->drawn = 0;
}

void progress_tick(struct progress *progress)
{
    double now = moment_steady();
    if (progress->terminal && now - progress->drawn >= between)
        bar_draw(progress, now);
}

void progress_say(struct progress *progress, const char *format, ...)
{
    char *text;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0)
        return;
    bar_clear(progress);
    escape_plain(progress->to, text);
    fputc('\n', progress->to);
    free(text);
    if (progress->terminal)
        bar_draw(progress, moment_steady());
    fflush(progress->to);
}

void progress_task(struct progress *progress, const struct task *task,
                   const struct record_brief *brief)
{
    char others[32] = "";
    progress->done++;
    verdict_count(progress, brief->verdict);
    if (progress->terminal) {
        progress_tick(progress);
        return;
    }
    if (task->sharing > 1)
        snprintf(others, sizeof others, " (and %u more)", task->sharing - 1);
    progress_say(progress, "[%zu/%zu] %s%s %s %s %ld/%ld",
                 progress->done + progress->failed, progress->total, task->who,
                 others, task->lesson, brief->verdict, brief->points,
                 brief->max_points);
}

void progress_failed(struct progress *progress, const struct task *task,
                     const char *reason)
{
    progress->failed++;
    progress_say(progress, "[%zu/%zu] %s %s could not be graded: %s",
                 progress->done + progress->failed, progress->total, task->who,
                 task->lesson, reason);
}

void progress_end(struct progress *progress)
{
    bar_clear(progress);
    if (progress->terminal)
        fputs("\033[?25h", progress->to);
    fflush(progress->to);
    progress->terminal = false;
}
