/*
 * The descriptors of the running schedule; see table.h.
 *
 * Books are kept without calls of the C library that ThreadSanitizer watches:
 * they are not the program's data.
 */
#include "explore/files/table.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "explore/core/names.h"
#include "explore/core/before.h"
#include "explore/ground/high.h"
#include "explore/ground/pages.h"
#include "trial/tsan.h"
#include "explore/model/calls.h"

enum {
    CHANNELS_MAX = 2048,
    USES_MAX = 16384,
    PLACES_MAX = 32,
    PATH_SIZE = sizeof((struct sockaddr_un *)NULL)->sun_path + 1,
    PORT_FIRST = 40000,
    USE_TEXT = 24,
};

/* What a number was given for, once; ThreadSanitizer knows the address. */
struct use {
    long address;
    char text[USE_TEXT];
};

struct number {
    struct file *file;
    struct use *use; /* the latest */
};

static struct number numbers[DESCRIPTORS_MAX];
static bool kits[HIGH_FIRST];
static int numbers_end; /* after the highest one given in this schedule */
static struct channel *channels;
static unsigned channel_count;
static struct file *all_files;
static unsigned file_count;
static struct use *uses;
static unsigned use_count;
static char places[PLACES_MAX][PATH_SIZE];
static unsigned place_count;
static unsigned ports_given;

/* A text that grows. */
struct words {
    volatile char *text;
    size_t size, length;
};

static void words_add(struct words *words, const char *text)
{
    while (*text && words->length + 1 < words->size)
        words->text[words->length++] = *text++;
    words->text[words->length] = '\0';
}

static void words_add_number(struct words *words, unsigned number)
{
    char digits[12];
    unsigned at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    words_add(words, digits + at);
}

void files_changed(void)
{
    schedule.files_changes++;
    schedule.changes++;
}

unsigned long files_changes(void)
{
    return schedule.files_changes;
}

struct file *file_of(int descriptor)
{
    return descriptor >= 0 && descriptor < numbers_end
               ? numbers[descriptor].file
               : NULL;
}

/* Those that are closed may be had again when there is no other. */
struct channel *channel_make(enum channel_kind kind, const void *pc)
{
    footprint_give_up("uses pipes, sockets or the like");
    if (!channels)
        channels = pages_map(CHANNELS_MAX * sizeof *channels);
    unsigned i = channel_count;
    if (i == CHANNELS_MAX)
        for (i = 0; i < CHANNELS_MAX && channels[i].files; i++)
            continue;
    if (i == CHANNELS_MAX)
        finding_unmodelled("more than 2,048 pipes and sockets", pc);
    if (i == channel_count) {
        channel_count++;
        channels[i].noted = false;
    }
    channels[i].kind = kind;
    channels[i].files = 0;
    channels[i].port = 0;
    channels[i].numbers[0] = channels[i].numbers[1] = -1;
    return &channels[i];
}

struct file *file_make(struct channel *channel, unsigned side, const void *pc)
{
    if (!all_files)
        all_files = pages_map((size_t)2 * CHANNELS_MAX * sizeof *all_files);
    unsigned i = file_count;
    if (i == 2 * CHANNELS_MAX)
        for (i = 0; i < 2 * CHANNELS_MAX && all_files[i].descriptors; i++)
            continue;
    if (i == 2 * CHANNELS_MAX)
        finding_unmodelled("more than 4,096 ends of pipes and sockets", pc);
    file_count += i == file_count;
    struct file *file = &all_files[i];
    file->channel = channel;
    file->side = side;
    file->descriptors = file->port = file->queued = file->backlog = 0;
    file->nonblocking = false;
    file->domain = AF_UNIX;
    channel->files++;
    return file;
}

/* The numbers of one side, "4" or "4 and 7". */
static void side_add(struct words *words, const struct channel *channel,
                     unsigned side)
{
    const char *between = "";
    for (int i = 0; i < numbers_end; i++) {
        const struct file *file = numbers[i].file;
        if (!file || file->channel != channel || file->side != side)
            continue;
        words_add(words, between);
        words_add_number(words, (unsigned)i);
        between = " and ";
    }
    if (*between)
        return;
    if (channel->numbers[side] < 0) {
        words_add(words, "(not accepted)");
        return;
    }
    words_add_number(words, (unsigned)channel->numbers[side]);
    words_add(words, " (closed)");
}

const char *channel_text(struct channel *channel)
{
    static const char *const kinds[] = {
        [CHANNEL_PIPE] = "pipe from ",
        [CHANNEL_PAIR] = "socket pair ",
        [CHANNEL_SOCKET] = "socket ",
        [CHANNEL_CONNECTION] = "connection ",
        [CHANNEL_LISTENER] = "listening socket ",
        [CHANNEL_EVENT] = "eventfd ",
        [CHANNEL_EPOLL] = "epoll ",
    };
    struct words words = {channel->text, sizeof channel->text, 0};
    bool two = channel->kind == CHANNEL_PIPE || channel->kind == CHANNEL_PAIR ||
               channel->kind == CHANNEL_CONNECTION;
    bool pipe = channel->kind == CHANNEL_PIPE;
    words_add(&words, kinds[channel->kind]);
    side_add(&words, channel, pipe);
    if (two) {
        words_add(&words, pipe ? " to " : " with ");
        side_add(&words, channel, !pipe);
    }
    if (channel->port) {
        words_add(&words, ", port ");
        words_add_number(&words, channel->port);
    }
    if (!channel->noted)
        name_note(channel, sizeof *channel, channel->text);
    channel->noted = true;
    return channel->text;
}

static struct use *use_make(int descriptor)
{
    if (!uses)
        uses = pages_map(USES_MAX * sizeof *uses);
    if (use_count == USES_MAX)
        return NULL; /* such a schedule is watched no longer for closing */
    struct use *use = &uses[use_count++];
    struct words words = {use->text, sizeof use->text, 0};
    words_add(&words, "descriptor ");
    words_add_number(&words, (unsigned)descriptor);
    return use;
}

void descriptor_give(int descriptor, struct file *file, const void *pc)
{
    if (descriptor >= DESCRIPTORS_MAX)
        finding_unmodelled("more than 900 descriptors", pc);
    if (descriptor >= numbers_end)
        numbers_end = descriptor + 1;
    numbers[descriptor].file = file;
    numbers[descriptor].use = use_make(descriptor);
    file->descriptors++;
    if (file->channel->numbers[file->side] < 0)
        file->channel->numbers[file->side] = descriptor;
    files_changed();
    channel_text(file->channel);
}

void descriptor_take(int descriptor)
{
    struct file *file = file_of(descriptor);
    syscall(SYS_close, descriptor);
    numbers[descriptor].file = NULL;
    files_changed();
    if (--file->descriptors == 0) {
        file->channel->files--;
        for (unsigned i = 0; i < file->queued; i++)
            file->queue[i]->files--;
        file->queued = 0;
    }
    channel_text(file->channel);
}

/* A number that was closed may have become that of a file on the disk, which is
 * none of the model's. */
static struct use *use_of(int descriptor)
{
    if (descriptor < 0 || descriptor >= numbers_end)
        return NULL;
    struct number *number = &numbers[descriptor];
    if (!number->file && syscall(SYS_fcntl, descriptor, F_GETFD) >= 0)
        number->use = NULL;
    return number->use;
}

static struct use *use_noted(int descriptor)
{
    struct use *use = use_of(descriptor);
    if (use)
        name_note(&use->address, sizeof use->address, use->text);
    return use;
}

void descriptor_used(int descriptor, const void *pc)
{
    struct use *use = use_of(descriptor);
    if (use)
        __tsan_read8_pc(&use->address, (void *)pc);
}

/* What was open when the first schedule began, beside the standard streams. */
static void kits_note(void)
{
    static bool noted;
    for (int i = STDERR_FILENO + 1; i < HIGH_FIRST && !noted; i++)
        kits[i] = syscall(SYS_fcntl, i, F_GETFD) >= 0;
    noted = true;
}

bool descriptor_of_kit(int descriptor)
{
    return descriptor >= HIGH_FIRST || (descriptor >= 0 && kits[descriptor]);
}

bool descriptor_modelled(int descriptor, const char *call, const void *pc)
{
    if (!schedule.active || file_of(descriptor))
        return schedule.active;
    footprint_touch(numbers, 1, true); /* files may share a position */
    const struct use *use = use_of(descriptor);
    if (!use)
        return false;
    const struct op op = {.call = call, .address = &use->address, .pc = pc};
    descriptor_used(descriptor, pc);
    trace_op(&op, "fails");
    return false;
}

/* Only a number that is closed can be the subject of a race. */
void descriptor_closed(int descriptor, const void *pc)
{
    struct use *use = use_noted(descriptor);
    if (use)
        __tsan_write8_pc(&use->address, (void *)pc);
}

static bool two_ways(const struct file *file)
{
    return file->channel->kind != CHANNEL_EVENT &&
           file->channel->kind != CHANNEL_EPOLL &&
           file->channel->kind != CHANNEL_LISTENER;
}

void file_sends(struct file *file)
{
    before_release(&file->channel->sent[file->side]);
    files_changed();
}

void file_receives(struct file *file)
{
    unsigned from = two_ways(file) ? !file->side : file->side;
    before_acquire(&file->channel->sent[from]);
}

struct file *listener_find(unsigned port, const char *path, int *descriptor)
{
    for (int i = 0; i < numbers_end; i++) {
        struct file *file = numbers[i].file;
        if (!file || file->channel->kind != CHANNEL_LISTENER)
            continue;
        *descriptor = i;
        if (!path && file->port == port && file->domain != AF_UNIX)
            return file;
        struct sockaddr_un own;
        socklen_t size = sizeof own;
        if (!path || file->domain != AF_UNIX ||
            syscall(SYS_getsockname, i, &own, &size) != 0)
            continue;
        const volatile char *a = own.sun_path, *b = path;
        size_t n = 0, length = size - sizeof own.sun_family;
        while (n < length && a[n] == b[n] && (n == 0 || a[n]))
            n++;
        if (n == length || (n > 0 && !a[n] && !b[n]))
            return file;
    }
    return NULL;
}

void place_made(const char *path, const void *pc)
{
    if (place_count == PLACES_MAX)
        finding_unmodelled("more than 32 sockets with a place in the file "
                           "system",
                           pc);
    struct words words = {places[place_count++], PATH_SIZE, 0};
    words_add(&words, path);
}

bool place_known(const char *path)
{
    for (unsigned i = 0; i < place_count; i++) {
        const volatile char *a = places[i], *b = path;
        while (*a && *a == *b)
            a++, b++;
        if (*a == *b)
            return true;
    }
    return false;
}

unsigned port_fresh(void)
{
    return PORT_FIRST + ports_given++;
}

void files_clear(void)
{
    kits_note();
    for (int i = 0; i < numbers_end; i++) {
        if (numbers[i].file)
            syscall(SYS_close, i);
        numbers[i].file = NULL;
        numbers[i].use = NULL;
    }
    for (unsigned i = 0; i < place_count; i++)
        syscall(SYS_unlinkat, AT_FDCWD, places[i], 0);
    numbers_end = 0;
    channel_count = file_count = use_count = place_count = ports_given = 0;
}
