/*
 * Standard input of a program that is explored; see input.h.
 *
 * The one idea: what one schedule reads is kept, and the next one reads it
 * again. Nothing is read before a program asks for it, so one that never does
 * does not wait for an input that never ends.
 */
#include "explore/program/input.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "explore/core/schedule.h"
#include "explore/core/watchdog.h"
#include "explore/files/table.h"
#include "explore/files/transfer.h"
#include "explore/ground/pages.h"
#include "explore/model/calls.h"
#include "trial/observe.h"

enum { INPUT_MAX = 16 << 20, SILENCE_MAX = 10 /* seconds */ };

ssize_t __real_read(int, void *, size_t);
ssize_t __wrap_read(int, void *, size_t);

static char *kept;        /* what was read so far */
static size_t kept_count; /* of it */
static size_t position;   /* of this schedule in it */
static bool ended, moved;
static const char *cut; /* why the rest was not read */

static void input_cut(const char *why)
{
    ended = true;
    cut = why;
}

/* Reads more than is kept. Programs' poll() is not modelled, so not by that. */
static void input_take(void)
{
    struct pollfd come = {STDIN_FILENO, POLLIN, 0};
    struct timespec patience = {.tv_sec = SILENCE_MAX};
    if (!kept)
        kept = pages_map(INPUT_MAX);
    if (kept_count == INPUT_MAX) {
        input_cut("standard input is cut after 16 MiB");
        return;
    }
    watchdog_rest(true);
    long some = syscall(SYS_ppoll, &come, 1, &patience, NULL, 0);
    watchdog_rest(false);
    if (some == 0) {
        input_cut("the program waits for standard input, and none came within "
                  "10 s: taken for its end");
        return;
    }
    ssize_t n =
        __real_read(STDIN_FILENO, kept + kept_count, INPUT_MAX - kept_count);
    if (n > 0)
        kept_count += (size_t)n;
    else if (n == 0 || errno != EINTR)
        ended = true;
}

static ssize_t input_read(void *unused, char *room, size_t size)
{
    (void)unused;
    moved = true;
    footprint_touch(&position, sizeof position, true);
    while (position == kept_count && !ended && size > 0)
        input_take();
    size_t n = kept_count - position < size ? kept_count - position : size;
    for (size_t i = 0; i < n; i++)
        ((volatile char *)room)[i] = kept[position + i];
    position += n;
    schedule.idle = 0;
    return (ssize_t)n;
}

static int input_seek(void *unused, off64_t *offset, int whence)
{
    off64_t from = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (off64_t)position
                                        : -1;
    (void)unused;
    if (from < 0 || from + *offset < 0 ||
        from + *offset > (off64_t)kept_count) {
        errno = EINVAL;
        return -1;
    }
    footprint_touch(&position, sizeof position, true);
    position = (size_t)(from + *offset);
    *offset = (off64_t)position;
    return 0;
}

void input_open(void)
{
    FILE *stream = fopencookie(
        NULL, "r",
        (cookie_io_functions_t){.read = input_read, .seek = input_seek});
    if (stream)
        stdin = stream;
}

/* Seeking also forgets that the end was met. */
void input_rewind(void)
{
    if (moved)
        fseek(stdin, 0, SEEK_SET);
    position = 0;
    moved = false;
}

/* A program may do without the stream. */
ssize_t __wrap_read(int descriptor, void *room, size_t size)
{
    if (descriptor_modelled(descriptor, "read", CALLER))
        return descriptor_read(descriptor, room, size, "read", CALLER);
    if (!schedule.active || descriptor != STDIN_FILENO)
        return __real_read(descriptor, room, size);
    ssize_t n = input_read(NULL, room, size);
    argument_tell(room, (size_t)n, true, CALLER);
    return n;
}

void input_report(void)
{
    static struct observation line;
    if (!cut)
        return;
    observe_begin(&line, "input");
    observe_text(&line, "why", cut);
    observe_end(&line);
}
