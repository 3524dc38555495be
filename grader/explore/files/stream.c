/*
 * Streams of the C library on descriptors of the model's: fdopen().
 *
 * The one idea: below such a stream are functions of the kit (fopencookie()),
 * so a thread that waits inside the library waits in the model. The stream's
 * own lock does not keep fibers apart, so two threads that meet in one stream
 * while it waits are refused.
 */
#include "explore/files/stream.h"

#include <errno.h>
#include <stdio.h>
#include <unwind.h>

#include "explore/files/calls.h"
#include "explore/files/table.h"
#include "explore/files/transfer.h"
#include "explore/files/wait.h"
#include "explore/ground/kit.h"
#include "explore/model/calls.h"

FILE *__real_fdopen(int, const char *);
int __real_fileno(FILE *);
int __real_fileno_unlocked(FILE *);

enum { STREAMS_MAX = 256 };

static struct stream {
    FILE *file; /* NULL: this is unused */
    int descriptor;
    bool busy;
    bool closing; /* or left behind by an earlier schedule */
} streams[STREAMS_MAX];

extern char __executable_start[], etext[];

static _Unwind_Reason_Code frame_look(struct _Unwind_Context *context,
                                      void *found)
{
    const char *pc = (const char *)_Unwind_GetIP(context);
    if (kit_holds(pc) || pc < __executable_start || pc >= etext)
        return _URC_NO_REASON;
    *(const void **)found = caller_own(pc);
    return _URC_NORMAL_STOP;
}

/* Where the program called the library. */
static const void *program_pc(void)
{
    const void *pc = NULL;
    _Unwind_Backtrace(frame_look, &pc);
    return caller_behind(pc);
}

static const void *stream_enter(struct stream *stream)
{
    const void *pc = program_pc();
    if (stream->busy)
        finding_unmodelled("a stream that a thread uses while another one "
                           "waits in it",
                           pc);
    stream->busy = true;
    return pc;
}

static ssize_t stream_move(struct stream *stream, char *bytes, size_t size,
                           bool sends)
{
    if (!schedule.active || stream->closing)
        return sends ? (ssize_t)size : 0;
    const struct iovec part = {bytes, size};
    const struct transfer transfer = {.call = sends ? "write" : "read",
                                      .descriptor = stream->descriptor,
                                      .quiet = true,
                                      .parts = &part,
                                      .count = 1,
                                      .pc = stream_enter(stream)};
    /* A cancellation would leave the library's own lock of the stream. */
    struct thread *self = schedule.current;
    bool off = self->cancel_off;
    self->cancel_off = true;
    ssize_t n = -1;
    errno = EBADF;
    if (file_of(stream->descriptor))
        n = sends ? transfer_send(&transfer) : transfer_receive(&transfer);
    self->cancel_off = off;
    stream->busy = false;
    return n;
}

static ssize_t stream_read(void *stream, char *room, size_t size)
{
    return stream_move(stream, room, size, false);
}

/* An error is 0 here, not -1. */
static ssize_t stream_write(void *stream, const char *bytes, size_t size)
{
    ssize_t n = stream_move(stream, (char *)bytes, size, true);
    return n > 0 ? n : 0;
}

static int stream_close(void *of)
{
    struct stream *stream = of;
    stream->file = NULL;
    if (!schedule.active || stream->closing)
        return 0;
    if (!file_of(stream->descriptor))
        return files_fail(EBADF);
    return descriptor_close(stream->descriptor, "fclose", program_pc());
}

FILE *__wrap_fdopen(int descriptor, const char *mode)
{
    if (!schedule.active || !file_of(descriptor))
        return __real_fdopen(descriptor, mode);
    struct stream *stream = streams;
    while (stream < streams + STREAMS_MAX && stream->file)
        stream++;
    if (stream == streams + STREAMS_MAX)
        finding_unmodelled("more than 256 streams of pipes", CALLER);
    stream->descriptor = descriptor;
    stream->busy = stream->closing = false;
    stream->file = fopencookie(stream, mode,
                               (cookie_io_functions_t){.read = stream_read,
                                                       .write = stream_write,
                                                       .close = stream_close});
    return stream->file;
}

static const struct stream *stream_of(const FILE *file)
{
    for (unsigned i = 0; schedule.active && i < STREAMS_MAX; i++)
        if (file && streams[i].file == file)
            return &streams[i];
    return NULL;
}

int __wrap_fileno(FILE *file)
{
    const struct stream *stream = stream_of(file);
    return stream ? stream->descriptor : __real_fileno(file);
}

int __wrap_fileno_unlocked(FILE *file)
{
    const struct stream *stream = stream_of(file);
    return stream ? stream->descriptor : __real_fileno_unlocked(file);
}

void streams_clear(void)
{
    for (unsigned i = 0; i < STREAMS_MAX; i++) {
        streams[i].closing = true;
        if (streams[i].file)
            fclose(streams[i].file);
        streams[i].file = NULL;
    }
}
