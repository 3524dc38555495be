/*
 * What programs print, by schedule; see outputs.h.
 *
 * The one idea: of most outputs only a fingerprint is kept. The first is kept
 * as far as there is room, so that of the others the part can be shown in which
 * they differ from it.
 */
#include "explore/tell/outputs.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "explore/core/footprint.h"
#include "explore/core/schedule.h"
#include "explore/ground/high.h"
#include "explore/ground/pages.h"
#include "explore/model/surroundings.h"
#include "explore/search/code.h"
#include "trial/observe.h"

enum {
    KEPT_MAX = 8,         /* are shown */
    KNOWN_MAX = 4096,     /* are told apart */
    COMPARED_MAX = 65536, /* bytes in which a difference is looked for */
    STEP_BYTES = 4,       /* printing so many takes as long as a step */
    BEFORE = 200,         /* bytes: so much of it is shown from its start */
    SHOWN_MAX = 600,      /* bytes */
    LINES_MAX = 12,
};

/* An output that is shown. */
struct kept {
    uint64_t print;
    unsigned long schedules;
    size_t size;
    size_t differs; /* from the first: in which byte */
    char id[CODE_MAX];
    char text[COMPARED_MAX];
};

static struct kept *kept; /* the first in the order of the search */
static unsigned kept_count;
static uint64_t *known; /* fingerprints of all */
static unsigned known_count;
static bool too_many;
static unsigned long schedules;
static int file = -1;
static off_t written_before; /* the first schedule began */
static uint64_t first_print; /* schedule.print of the one not compared */

int outputs_open(void)
{
    kept = pages_map(KEPT_MAX * sizeof *kept);
    known = pages_map(KNOWN_MAX * sizeof *known);
    first_print = schedule.print;
    signal(SIGXFSZ, SIG_IGN); /* what is too much is cut */
    file = high_move(memfd_create("output", MFD_CLOEXEC));
    return file;
}

/* All that the process has written so far: the first schedule prints where the
 * program's user wants it, and that may be nothing with a size. */
static off_t written(void)
{
    static const char name[] = "\nwchar: ";
    char text[128] = "";
    int io = open("/proc/self/io", O_RDONLY | O_CLOEXEC);
    ssize_t n = io < 0 ? 0 : read(io, text, sizeof text - 1);
    if (io >= 0)
        close(io);
    const char *count = n > 0 ? strstr(text, name) : NULL;
    return count ? (off_t)strtoll(count + sizeof name - 1, NULL, 10) : 0;
}

void outputs_clear(void)
{
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    else
        written_before = written();
}

unsigned long outputs_cost(void)
{
    off_t size =
        file >= 0 ? lseek(file, 0, SEEK_CUR) : written() - written_before;
    return size > 0 ? (unsigned long)size / STEP_BYTES : 0;
}

/* Every stream is taken for the same one: in what order threads print or read
 * is seen by everybody. */
void outputs_touch(void)
{
    static uint64_t seen;
    uint64_t at = file < 0 ? 0 : (uint64_t)lseek(file, 0, SEEK_CUR);
    at += streams_place();
    if (at != seen)
        footprint_touch(&file, sizeof file, true);
    seen = at;
}

/* FNV-1a (Fowler, Noll and Vo), over what was written since the last time. */
static uint64_t printed_read(char *text, size_t size)
{
    static char part[COMPARED_MAX];
    uint64_t print = 0xcbf29ce484222325u ^ size;
    for (size_t at = 0; at < size;) {
        ssize_t n = pread(file, part, sizeof part, (off_t)at);
        if (n <= 0)
            break;
        for (size_t i = 0; i < (size_t)n && at + i < size; i++) {
            print = (print ^ (unsigned char)part[i]) * 0x100000001b3u;
            if (at + i < COMPARED_MAX)
                text[at + i] = part[i];
        }
        at += (size_t)n;
    }
    return print;
}

static bool is_known(uint64_t print)
{
    for (unsigned i = 0; i < known_count; i++)
        if (known[i] == print)
            return true;
    return false;
}

static size_t text_length(const struct kept *output)
{
    return output->size < COMPARED_MAX ? output->size : COMPARED_MAX;
}

static size_t difference(const struct kept *a, const struct kept *b)
{
    size_t at = 0;
    while (at < text_length(a) && at < text_length(b) &&
           a->text[at] == b->text[at])
        at++;
    return at;
}

/* One that was not seen before. The place for it, if there is one left, has its
 * text already. */
static void output_keep(struct kept *output, uint64_t print, size_t size)
{
    if (known_count == KNOWN_MAX) {
        too_many = true;
        return;
    }
    known[known_count++] = print;
    if (!output)
        return;
    kept_count++;
    output->print = print;
    output->size = size;
    output->schedules = 1;
    output->differs = difference(&kept[0], output);
    if (kept_count == 1 && schedule.print == first_print)
        output->schedules = ++schedules;
    if (kept_count == 2)
        kept[0].differs = output->differs;
    code_write(output->id, schedule.decisions, schedule.decision_count,
               &schedule.limits);
}

void outputs_note(void)
{
    static char rest[COMPARED_MAX];
    if (file < 0 || !kept)
        return;
    fflush(stdout);
    off_t size = lseek(file, 0, SEEK_CUR);
    outputs_clear();
    if (size < 0 || schedule.ending == ENDING_CUT ||
        schedule.ending == ENDING_KNOWN)
        return;
    struct kept *next = kept_count < KEPT_MAX ? &kept[kept_count] : NULL;
    uint64_t print = printed_read(next ? next->text : rest, (size_t)size);
    schedules++;
    for (unsigned i = 0; i < kept_count; i++)
        if (kept[i].print == print) {
            kept[i].schedules++;
            return;
        }
    if (!is_known(print))
        output_keep(next, print, (size_t)size);
}

static struct observation line;

/* A line of text, without what ends it. @return What follows. */
static size_t line_report(const char *text, size_t at, size_t end)
{
    char one[SHOWN_MAX + 1];
    size_t length = 0;
    while (at < end && text[at] != '\n')
        one[length++] = text[at++];
    one[length] = '\0';
    observe_text(&line, NULL, one);
    return at < end ? at + 1 : end;
}

static void output_report(const struct kept *output)
{
    size_t length = text_length(output), start = 0, number = 1;
    size_t from = output->differs > BEFORE ? output->differs : 0;
    for (size_t i = 0; i < from && i < length; i++)
        if (output->text[i] == '\n') {
            start = i + 1;
            number++;
        }
    if (from > start + BEFORE)
        start = from - BEFORE;
    size_t end = start + SHOWN_MAX < length ? start + SHOWN_MAX : length;
    observe_begin(&line, "printed");
    observe_text(&line, "id", output->id);
    observe_number(&line, "schedules", (long long)output->schedules);
    observe_number(&line, "line", (long long)number);
    observe_open(&line, "text", '[');
    size_t at = start;
    for (unsigned i = 0; i < LINES_MAX && at < end; i++)
        at = line_report(output->text, at, end);
    observe_close(&line);
    observe_number(&line, "more", at < output->size);
    observe_end(&line);
}

void outputs_report(void)
{
    if (known_count < 2)
        return;
    observe_begin(&line, "outputs");
    observe_number(&line, "distinct", known_count);
    observe_number(&line, "many", too_many);
    observe_number(&line, "schedules", (long long)schedules);
    observe_end(&line);
    for (unsigned i = 0; i < kept_count; i++)
        output_report(&kept[i]);
}
