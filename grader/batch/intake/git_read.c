/* Asks git about a student's commits (see git_read.h). */
#include "batch/intake/git_read.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"

enum {
    OBJECTS_FD = 3,
    SECONDS_MOST = 20,
    SMALL_FILE = 1 << 20,  /* HEAD, shallow, packed-refs */
    OUTPUT_MOST = 1 << 26, /* bytes */
    NO_GIT = 127           /* exit status */
};
static const rlim_t memory_most = (rlim_t)2 << 30;

static const char hex_digits[] = "0123456789abcdef";

/* Writes a file of our repository; it need not outlive us. */
static int reader_write(const struct git_reader *reader, const char *name,
                        const char *text)
{
    char *path = text_print("%s/%s", reader->folder, name);
    FILE *file = path ? fopen(path, "we") : NULL;
    int error = file ? 0 : path ? errno : ENOMEM;
    if (file && fputs(text, file) < 0)
        error = EIO;
    if (file && fclose(file) && !error)
        error = errno;
    free(path);
    return error;
}

int git_reader_open(struct git_reader *reader)
{
    strcpy(reader->folder, "/tmp/lockstep-git-XXXXXX");
    if (!mkdtemp(reader->folder))
        return errno;
    char *objects = text_print("%s/objects", reader->folder);
    char *refs = text_print("%s/refs", reader->folder);
    int error = objects && refs ? 0 : ENOMEM;
    if (!error)
        error = reader_write(reader, "HEAD", "ref: refs/heads/none\n");
    if (!error && (mkdir(objects, S_IRWXU) || mkdir(refs, S_IRWXU)))
        error = errno;
    free(objects);
    free(refs);
    if (error)
        git_reader_close(reader);
    return error;
}

void git_reader_close(struct git_reader *reader)
{
    (void)store_remove(reader->folder);
}

/* Reads a small regular file, given relative to a folder by a path no part of
 * which is a link. */
static char *small_read(int folder, const char *path)
{
    char *copy = strdup(path);
    int fd = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    char *rest = NULL, *data = NULL;
    struct stat found;
    for (char *part = copy ? strtok_r(copy, "/", &rest) : NULL;
         part && fd >= 0;) {
        char *next = strtok_r(NULL, "/", &rest);
        int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
        int inner = openat(fd, part, next ? flags | O_DIRECTORY : flags);
        close(fd);
        fd = inner;
        part = next;
    }
    if (fd >= 0 && fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
        found.st_size < SMALL_FILE)
        data = calloc(1, (size_t)found.st_size + 1);
    if (data && read(fd, data, (size_t)found.st_size) < 0)
        data[0] = '\0';
    if (fd >= 0)
        close(fd);
    free(copy);
    return data;
}

/* Takes a commit's number from the beginning of a line. */
static bool number_take(const char *text, char number[GIT_NUMBER])
{
    size_t length = strspn(text, hex_digits);
    if (length != 40 && length != 64)
        return false;
    memcpy(number, text, length);
    number[length] = '\0';
    return true;
}

static bool packed_find(int git, const char *name, char number[GIT_NUMBER])
{
    char *packed = small_read(git, "packed-refs");
    char *rest = NULL;
    bool found = false;
    for (char *line = packed ? strtok_r(packed, "\n", &rest) : NULL;
         line && !found; line = strtok_r(NULL, "\n", &rest)) {
        size_t length = strspn(line, hex_digits);
        if (line[length] == ' ' && strcmp(line + length + 1, name) == 0)
            found = number_take(line, number);
    }
    free(packed);
    return found;
}

static int head_find(int git, char number[GIT_NUMBER])
{
    static const char mark[] = "ref: refs/";
    char *head = small_read(git, "HEAD");
    int error = head ? 0 : EINVAL;
    if (head && !number_take(head, number)) {
        char *name = head + strlen("ref: ");
        if (strncmp(head, mark, strlen(mark)) != 0 || strstr(head, ".."))
            error = EINVAL;
        else
            name[strcspn(name, "\n")] = '\0';
        char *line = error ? NULL : small_read(git, name);
        if (!error && !(line && number_take(line, number)) &&
            !packed_find(git, name, number))
            error = ENODATA;
        free(line);
    }
    free(head);
    return error;
}

/* Where a checkout is shallow, git must know which parents are missing. */
static int shallow_copy(const struct git_reader *reader, int git)
{
    char *shallow = small_read(git, "shallow");
    char *kept = calloc(1, shallow ? strlen(shallow) + 2 : 1);
    char *rest = NULL, *end = kept;
    for (char *line = shallow && kept ? strtok_r(shallow, "\n", &rest) : NULL;
         line; line = strtok_r(NULL, "\n", &rest)) {
        char number[GIT_NUMBER];
        if (number_take(line, number))
            end = stpcpy(stpcpy(end, number), "\n");
    }
    int error = kept ? reader_write(reader, "shallow", kept) : ENOMEM;
    free(shallow);
    free(kept);
    return error;
}

/* Our own settings; the two files named could be forged. */
static int config_write(const struct git_reader *reader, bool sha256)
{
    char *text = text_print(
        "[core]\n\tbare = true\n\tcommitGraph = false\n"
        "\tmultiPackIndex = false\n"
        "\trepositoryFormatVersion = %d\n%s",
        sha256, sha256 ? "[extensions]\n\tobjectFormat = sha256\n" : "");
    int error = text ? reader_write(reader, "config", text) : ENOMEM;
    free(text);
    return error;
}

int git_checkout_open(const struct git_reader *reader, int git,
                      struct git_checkout *checkout)
{
    *checkout = (struct git_checkout){.reader = reader, .objects = -1};
    int error = head_find(git, checkout->head);
    if (!error)
        error = shallow_copy(reader, git);
    if (!error)
        error = config_write(reader, strlen(checkout->head) > 40);
    if (error)
        return error;
    checkout->objects =
        openat(git, "objects", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return checkout->objects < 0 ? errno : 0;
}

void git_checkout_close(struct git_checkout *checkout)
{
    if (checkout->objects >= 0)
        close(checkout->objects);
    checkout->objects = -1;
}

static void limit_set(int what, rlim_t most)
{
    struct rlimit limit = {most, most};
    (void)setrlimit(what, &limit);
}

/* In the child: no more than what is named here reaches git. */
static void git_become(const struct git_checkout *checkout,
                       const char *const *argv, int input, int output)
{
    char folder[sizeof checkout->reader->folder + 16];
    char path[4096];
    const char *search = getenv("PATH");
    snprintf(folder, sizeof folder, "GIT_DIR=%s", checkout->reader->folder);
    snprintf(path, sizeof path, "PATH=%s", search ? search : "/usr/bin:/bin");
    char *environment[] = {folder,
                           path,
                           "GIT_ALTERNATE_OBJECT_DIRECTORIES=/proc/self/fd/3",
                           "GIT_CONFIG_NOSYSTEM=1",
                           "GIT_CONFIG_GLOBAL=/dev/null",
                           "GIT_ATTR_NOSYSTEM=1",
                           "GIT_NO_REPLACE_OBJECTS=1",
                           "GIT_NO_LAZY_FETCH=1",
                           "GIT_ALLOW_PROTOCOL=none",
                           "GIT_LITERAL_PATHSPECS=1",
                           "GIT_OPTIONAL_LOCKS=0",
                           "GIT_TERMINAL_PROMPT=0",
                           "GIT_PAGER=cat",
                           "HOME=/nonexistent",
                           "LC_ALL=C",
                           NULL};
    (void)setpgid(0, 0);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0 || dup2(input < 0 ? nothing : input, 0) < 0 ||
        dup2(output, 1) < 0 || dup2(nothing, 2) < 0 ||
        dup2(checkout->objects, OBJECTS_FD) < 0)
        _exit(NO_GIT);
    limit_set(RLIMIT_CPU, SECONDS_MOST);
    limit_set(RLIMIT_FSIZE, OUTPUT_MOST);
    limit_set(RLIMIT_AS, memory_most);
    limit_set(RLIMIT_CORE, 0);
    execvpe(argv[0], (char *const *)argv, environment);
    _exit(NO_GIT);
}

/* Waits for the end, and enforces it. */
static int child_wait(pid_t pid)
{
    int status = 0;
    bool late = false;
    int watch = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd ready = {.fd = watch, .events = POLLIN};
    if (watch >= 0) {
        int got;
        do
            got = poll(&ready, 1, SECONDS_MOST * 1000);
        while (got < 0 && errno == EINTR);
        late = got == 0;
        close(watch);
    }
    if (late)
        (void)kill(-pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (late)
        return ETIME;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_GIT)
        return ENOSYS;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : EIO;
}

int git_run(const struct git_checkout *checkout, const char *const *argv,
            FILE *input, FILE **output)
{
    *output = tmpfile();
    if (!*output)
        return EIO;
    if (input && (fflush(input) || fseek(input, 0, SEEK_SET) ||
                  lseek(fileno(input), 0, SEEK_SET) < 0))
        return EIO;
    fflush(NULL);
    /* Descriptors above those that dup2() puts in place. */
    int in = input ? fcntl(fileno(input), F_DUPFD_CLOEXEC, 10) : -1;
    int out = fcntl(fileno(*output), F_DUPFD_CLOEXEC, 10);
    pid_t pid = out < 0 ? -1 : fork();
    if (pid == 0)
        git_become(checkout, argv, in, out);
    int error = pid < 0 ? EIO : child_wait(pid);
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    if (!error && fseek(*output, 0, SEEK_SET))
        error = EIO;
    return error;
}
