/* Sandboxes made by bubblewrap (see box.h). */
#include "sandbox/box.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NOBODY = 65534, /* who runs it if root asked */
    COPY_LIMIT = 64 << 20,
    PROCESSES = 16384, /* a user's, on the whole machine; see limits_set() */
};

void box_add(struct box *box, ...)
{
    va_list list;
    va_start(list, box);
    const char *text;
    while (!box->error && (text = va_arg(list, const char *)))
        if (fwrite(text, strlen(text) + 1, 1, box->arguments) != 1)
            box->error = EIO;
    va_end(list);
}

void box_begin(struct box *box, const struct limits *limits)
{
    char space[32];
    *box = (struct box){.error = 0};
    int fd = memfd_create("arguments", MFD_CLOEXEC);
    box->arguments = fd < 0 ? NULL : fdopen(fd, "w+");
    if (!box->arguments) {
        box->error = errno;
        if (fd >= 0)
            close(fd);
        return;
    }
    snprintf(space, sizeof space, "%llu", limits->space);
    box_add(box, "--unshare-user", "--unshare-pid", "--unshare-net",
            "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--uid",
            "1000", "--gid", "1000", "--hostname", "sandbox", "--cap-drop",
            "ALL", "--die-with-parent", "--new-session", "--proc", "/proc",
            "--size", space, "--tmpfs", "/tmp", "--dir", "/dev", "--dev-bind",
            "/dev/null", "/dev/null", NULL);
}

void box_copy(struct box *box, const char *from, const char *to,
              const char *mode)
{
    struct stat about;
    char number[16];
    if (box->error)
        return;
    int fd = box->file_count < BOX_FILES
                 ? open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                 : -1;
    if (fd < 0 || fstat(fd, &about) != 0) {
        box->error = fd < 0 && box->file_count == BOX_FILES ? E2BIG : errno;
        if (fd >= 0)
            close(fd);
        return;
    }
    box->files[box->file_count++] = fd;
    if (!S_ISREG(about.st_mode) || about.st_size > COPY_LIMIT) {
        box->error = S_ISREG(about.st_mode) ? EFBIG : EINVAL;
        return;
    }
    snprintf(number, sizeof number, "%d", fd);
    box_add(box, "--perms", mode, "--file", number, to, NULL);
}

void box_end(struct box *box)
{
    for (unsigned i = 0; i < box->file_count; i++)
        close(box->files[i]);
    if (box->arguments)
        fclose(box->arguments);
    *box = (struct box){.error = EINVAL};
}

static void limit_set(int resource, unsigned long long most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return;
    if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
        now.rlim_max = most;
    now.rlim_cur = now.rlim_max;
    setrlimit((__rlimit_resource_t)resource, &now);
}

/*
 * The kernel's limits back up those that are watched. The one on processes
 * counts all that the user runs on the machine, so a tight one would fail
 * honest threads on a busy desktop; the tight bound is watched. The one on
 * processor time can't be reached before the wall limit, unless nobody watches.
 */
static void limits_set(const struct limits *limits)
{
    long processors = sysconf(_SC_NPROCESSORS_CONF);
    unsigned long long seconds = (unsigned long long)limits->wall + 1;
    limit_set(RLIMIT_CORE, 0);
    limit_set(RLIMIT_FSIZE, limits->file);
    limit_set(RLIMIT_NOFILE, limits->descriptors);
    limit_set(RLIMIT_NPROC, PROCESSES);
    limit_set(RLIMIT_MEMLOCK, 0);
    limit_set(RLIMIT_MSGQUEUE, 0);
    limit_set(RLIMIT_CPU,
              limits->processor
                  ? limits->processor
                  : seconds *
                        (unsigned long long)(processors > 0 ? processors : 1));
    if (limits->address_space)
        limit_set(RLIMIT_AS, limits->address_space);
}

/* Should memory run out all the same, this is what the kernel kills first. */
static void sacrifice_first(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && write(fd, "1000", 4) != 4) {
        /* A wish only. */
    }
    if (fd >= 0)
        close(fd);
}

/* Not as root: the kernel asks little of a process that is root outside. */
static int root_give_up(void)
{
    if (geteuid() != 0)
        return 0;
    if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
        setresuid(NOBODY, NOBODY, NOBODY))
        return errno;
    return 0;
}

static void pass_on(int fd)
{
    fcntl(fd, F_SETFD, 0);
}

static _Noreturn void child_run(const struct box *box, char **argv, int kept,
                                const struct limits *limits, pid_t parent)
{
    static char *environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", NULL};
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN); /* the words of a failed write are clearer */
    sacrifice_first();
    int error = root_give_up();
    if (error)
        goto out_error;
    limits_set(limits);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
        _exit(1);
    close_range((unsigned)kept + 1, ~0u, CLOSE_RANGE_CLOEXEC);
    for (unsigned i = 0; i < box->file_count; i++)
        pass_on(box->files[i]);
    pass_on(fileno(box->arguments));
    if (chdir("/") != 0)
        goto out_errno;
    execvpe(argv[0], argv, environment);
out_errno:
    error = errno;
out_error:
    fprintf(stderr, "sandbox: can't start bwrap: %s\n", strerror(error));
    _exit(1);
}

/* bubblewrap's last arguments, and its whole command line: the latter shows in
 * the box's /proc, so it names no path of the host. */
static int command_make(struct box *box, int filter, int report, char **command,
                        char numbers[3][16])
{
    int fd = fileno(box->arguments);
    box_add(box, "--remount-ro", "/", NULL);
    if (!box->error && (fflush(box->arguments) || lseek(fd, 0, SEEK_SET) < 0))
        box->error = errno;
    snprintf(numbers[0], 16, "%d", fd);
    snprintf(numbers[1], 16, "%d", filter);
    snprintf(numbers[2], 16, "%d", report);
    char *const words[] = {"bwrap",     "--args",   numbers[0],
                           "--seccomp", numbers[1], "--json-status-fd",
                           numbers[2],  "--"};
    memcpy(command, words, sizeof words);
    box->files[box->file_count++] = filter;
    return (int)(sizeof words / sizeof *words);
}

int box_start(struct box *box, char *const *argv, int kept,
              enum filter_for whom, const struct limits *limits,
              struct boxed *boxed)
{
    int filter = -1, report[2] = {-1, -1}, count = 0;
    char numbers[3][16], **command = NULL;
    while (argv[count])
        count++;
    int error = box->error ? box->error : filter_open(whom, &filter);
    if (error)
        return error;
    command = calloc((size_t)count + 16, sizeof *command);
    if (!command)
        error = ENOMEM;
    else if (box->file_count + 2 > BOX_FILES) /* filter and report */
        error = E2BIG;
    else if (pipe2(report, O_CLOEXEC))
        error = errno;
    if (error) {
        close(filter);
        goto out_free;
    }
    int begin = command_make(box, filter, report[1], command, numbers);
    box->files[box->file_count++] = report[1];
    memcpy(command + begin, argv, (size_t)count * sizeof *command);
    pid_t parent = getpid();
    error = box->error;
    boxed->bubblewrap = error ? -1 : fork();
    if (boxed->bubblewrap == 0)
        child_run(box, command, kept, limits, parent);
    if (boxed->bubblewrap < 0) {
        error = error ? error : errno;
        close(report[0]);
    } else {
        fcntl(report[0], F_SETFL, O_NONBLOCK);
        boxed->status_fd = report[0];
    }
out_free:
    free(command);
    return error;
}

bool boxed_ran(struct boxed *boxed, int *status)
{
    static const char key[] = "\"exit-code\":";
    char text[4096];
    ssize_t length = read(boxed->status_fd, text, sizeof text - 1);
    close(boxed->status_fd);
    text[length < 0 ? 0 : length] = '\0';
    const char *at = strstr(text, key);
    if (at)
        *status = (int)strtol(at + sizeof key - 1, NULL, 10);
    return at != NULL;
}
