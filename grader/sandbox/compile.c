/*
 * `sandbox compile`: a compiler sees /usr, the student's file, the lesson's
 * header and the two scripts that call it. What it makes comes out through
 * files that were opened outside, before it started.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/commands.h"
#include "sandbox/kit.h"

enum {
    OBJECT_FD = 3,
    TEXT_FD = 4,
    CALLS_FD = 5,
    WORDS_LIMIT = 64 << 10, /* of what the compiler says, in bytes */
    ARGUMENTS = 64,
    INSIDE_BROKEN = 3, /* see inside.sh */
    INSIDE_TOO_MUCH = 4,
};

/* The host's /bin, /lib and so on: mostly links into /usr. */
static void roots_show(struct box *box)
{
    static const char *const roots[] = {"/bin", "/lib", "/lib64", "/lib32",
                                        "/sbin"};
    char target[PATH_MAX];
    box_add(box, "--ro-bind", "/usr", "/usr", NULL);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        ssize_t length = readlink(roots[i], target, sizeof target - 1);
        if (length > 0) {
            target[length] = '\0';
            box_add(box, "--symlink", target, roots[i], NULL);
        } else {
            box_add(box, "--ro-bind-try", roots[i], roots[i], NULL);
        }
    }
}

/* The file at the same path as outside, because its name goes into messages and
 * into what the judge reads about lines. */
static void copy_in_place(struct box *box, const char *root, const char *path)
{
    char full[PATH_MAX];
    int length = snprintf(full, sizeof full, "%s%s%s", *path == '/' ? "" : root,
                          *path == '/' ? "" : "/", path);
    if (length < 0 || length >= (int)sizeof full)
        box->error = ENAMETOOLONG;
    box_copy(box, path, full, "0444");
}

static void kit_copy(struct box *box, const char *part, const char *to)
{
    char path[PATH_MAX];
    int error = kit_path(part, path, sizeof path);
    if (error)
        box->error = error;
    box_copy(box, path, to, "0555");
}

static void box_fill(struct box *box, const struct request *request)
{
    char root[PATH_MAX];
    const char *compiler = getenv("CC");
    if (!getcwd(root, sizeof root)) {
        box->error = errno;
        return;
    }
    roots_show(box);
    box_add(box, "--dir", root, "--chdir", root, "--setenv", "CC",
            compiler && *compiler ? compiler : "gcc", "--setenv", "TMPDIR",
            "/tmp", NULL);
    copy_in_place(box, root, request->source);
    copy_in_place(box, root, request->header);
    kit_copy(box, "grader/compile.sh", "/kit/compile.sh");
    kit_copy(box, "grader/sandbox/inside.sh", "/kit/inside.sh");
}

/* A fresh file, whatever was there; it gets the number `fd`. */
static int result_open(const char *path, int fd)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return errno;
    int opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    if (opened < 0)
        return errno;
    int error = dup2(opened, fd) < 0 ? errno : 0;
    if (opened != fd)
        close(opened);
    return error;
}

/* Standard output and error of the compiler; to be watched. */
static int words_open(struct drain *drain, int *saved)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return errno;
    /* Above what the results get. */
    drain->fd = fcntl(ends[0], F_DUPFD_CLOEXEC, CALLS_FD + 1);
    *saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, CALLS_FD + 1);
    int error = drain->fd < 0 || *saved < 0 ||
                        dup2(ends[1], STDOUT_FILENO) < 0 ||
                        dup2(ends[1], STDERR_FILENO) < 0 ||
                        fcntl(drain->fd, F_SETFL, O_NONBLOCK) < 0
                    ? errno
                    : 0;
    close(ends[0]);
    close(ends[1]);
    return error;
}

static int ending_say(const struct request *request, enum ending ending,
                      int status)
{
    const struct limits *limits = &request->limits;
    switch (ending) {
    case ENDED_ITSELF:
        if (status == INSIDE_BROKEN)
            return SANDBOX_BROKEN;
        if (status == INSIDE_TOO_MUCH)
            fprintf(
                stderr,
                "%s: too much for the compiler, in time, memory or depth.\n",
                request->source);
        return status == 0 ? SANDBOX_DONE : SANDBOX_REFUSED;
    case ENDED_WALL:
        fprintf(stderr, "The compiler was stopped after %.0f seconds.\n",
                limits->wall);
        return SANDBOX_REFUSED;
    case ENDED_MEMORY:
        fprintf(stderr,
                "The compiler was stopped: it used more than %llu MiB.\n",
                limits->memory >> 20);
        return SANDBOX_REFUSED;
    case ENDED_TASKS:
        fprintf(stderr,
                "The compiler was stopped: it had more than %u threads.\n",
                limits->tasks);
        return SANDBOX_REFUSED;
    default:
        return SANDBOX_BROKEN;
    }
}

static int results_open(const struct request *request)
{
    int error = result_open(request->object, OBJECT_FD);
    if (!error)
        error = result_open(request->text, TEXT_FD);
    return error ? error : result_open(request->calls, CALLS_FD);
}

static void results_remove(const struct request *request)
{
    unlink(request->object);
    unlink(request->text);
    unlink(request->calls);
}

static int command_make(const struct request *request, char *argv[ARGUMENTS])
{
    size_t count = 0;
    argv[count++] = "/bin/sh";
    argv[count++] = "/kit/inside.sh";
    argv[count++] = (char *)request->source;
    for (char *const *flag = request->rest; *flag; flag++) {
        if (count + 1 == ARGUMENTS)
            return E2BIG;
        argv[count++] = *flag;
    }
    argv[count] = NULL;
    return 0;
}

int compile_command(const struct request *request)
{
    struct box box;
    struct boxed boxed;
    struct drain drain = {.fd = -1, .bound = WORDS_LIMIT};
    char *argv[ARGUMENTS];
    int status = 0, saved = STDERR_FILENO, result = SANDBOX_BROKEN;
    int error = command_make(request, argv);
    if (!error)
        error = results_open(request);
    if (error)
        goto out_error;
    box_begin(&box, &request->limits);
    box_fill(&box, request);
    error = watch_begin(request->parent);
    if (!error)
        error = words_open(&drain, &saved);
    if (!error)
        error = box_start(&box, argv, CALLS_FD, FILTER_COMPILER,
                          &request->limits, &boxed);
    box_end(&box);
    dup2(saved, STDERR_FILENO);
    dup2(saved, STDOUT_FILENO);
    if (!error) {
        enum ending ending =
            watch_box(&boxed, &request->limits, &drain, &status);
        result = ending_say(request, ending, status);
    }
out_error:
    if (error)
        fprintf(stderr, "sandbox: %s\n", strerror(error));
    if (result != SANDBOX_DONE)
        results_remove(request);
    return result;
}
