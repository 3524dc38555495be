/*
 * `sandbox probe`: a probe sees itself, the libraries that it needs, /proc and
 * a small private /tmp, nothing else.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/spawn.h"
#include "sandbox/commands.h"
#include "sandbox/kit.h"

enum { LAST_FD = 4, STATUS_BROKEN = 125 };

/* The libraries of any probe, as the linker found them when the kit was made;
 * the loader finds them again by their folders, which may occur twice. */
static int libraries_show(struct box *box)
{
    char path[PATH_MAX], folders[8192] = "";
    int error = kit_path("build/lib/libraries.txt", path, sizeof path);
    FILE *list = error ? NULL : fopen(path, "re");
    if (!list)
        return error ? error : errno;
    while (fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = '\0';
        box_add(box, "--ro-bind", path, path, NULL);
        size_t length = strlen(folders);
        *strrchr(path, '/') = '\0';
        snprintf(folders + length, sizeof folders - length, "%s%s",
                 length ? ":" : "", path);
    }
    fclose(list);
    box_add(box, "--setenv", "LD_LIBRARY_PATH", folders, NULL);
    return 0;
}

static void tell(int fd, const char *word, unsigned long long figure)
{
    if (fd >= 0)
        dprintf(fd, "%s %llu\n", word, figure);
}

static int ending_tell(const struct request *request, enum ending ending,
                       int status)
{
    const struct limits *limits = &request->limits;
    switch (ending) {
    case ENDED_BROKEN:
        tell(request->tell, "broken", 0);
        return STATUS_BROKEN;
    case ENDED_WALL:
        tell(request->tell, "wall", (unsigned long long)limits->wall);
        break;
    case ENDED_MEMORY:
        tell(request->tell, "memory", limits->memory);
        break;
    case ENDED_TASKS:
        tell(request->tell, "tasks", limits->tasks);
        break;
    case ENDED_ASKED:
        break;
    case ENDED_ITSELF:
        watch_end_like(status);
    }
    watch_end_like(STATUS_SIGNALLED + SIGKILL);
}

int probe_command(const struct request *request)
{
    struct box box;
    struct boxed boxed;
    struct drain drain = {.fd = -1};
    char program[PATH_MAX];
    int status = 0;
    const char *slash = strrchr(request->rest[0], '/');
    snprintf(program, sizeof program, "/probe/%s",
             slash ? slash + 1 : request->rest[0]);
    const char *options = getenv("TSAN_OPTIONS");
    box_begin(&box, &request->limits);
    int error = box.error ? box.error : libraries_show(&box);
    box_copy(&box, request->rest[0], program, "0555");
    box_add(&box, "--setenv", "TSAN_OPTIONS", options ? options : "", NULL);
    box_add(&box, "--setenv", "TZ", SPAWN_ZONE, "--setenv", "LC_ALL",
            SPAWN_LOCALE, "--chdir", "/probe", NULL);
    request->rest[0] = program;
    if (!error)
        error = watch_begin(request->parent);
    if (!error)
        error = box_start(&box, request->rest, LAST_FD, FILTER_PROBE,
                          &request->limits, &boxed);
    box_end(&box);
    if (error) {
        fprintf(stderr, "sandbox: %s\n", strerror(error));
        return ending_tell(request, ENDED_BROKEN, 0);
    }
    enum ending ending = watch_box(&boxed, &request->limits, &drain, &status);
    return ending_tell(request, ending, status);
}
