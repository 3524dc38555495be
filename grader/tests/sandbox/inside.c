/*
 * Looks about in a sandbox, as a probe sees it: inside MODE [ARGUMENT]
 *
 *   files            every path that there is, one a line, without /proc's
 *   writes           every folder in which a file could be made
 *   surroundings     descriptors, environment, processes, rights
 *   secret           does anything in /proc say what standard input does?
 *   calls            what became of system calls that must fail
 *   call NAME        makes one for which the sandbox kills
 *   fill             fills the private /tmp; says how many MiB went in
 *   eat MIB          keeps that much memory, then sleeps
 *   crowd N          starts N threads, then sleeps
 *   fork             starts processes without end
 *   sleep | spin     without end
 *   die N            ends by the signal N
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "trial/settle.h"

extern char **environ;

/* Calls for each path below `folder`, which comes first; not into /proc. */
static void walk(const char *folder, void (*visit)(const char *, bool))
{
    DIR *open = opendir(folder);
    visit(folder, true);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder[1] ? folder : "",
                 entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (entry->d_type == DT_DIR && strcmp(path, "/proc") != 0)
            walk(path, visit);
        else
            visit(path, false);
    }
    if (open)
        closedir(open);
}

static void path_say(const char *path, bool folder)
{
    printf("%s%s\n", path, folder && path[1] ? "/" : "");
}

static void write_try(const char *path, bool folder)
{
    char file[4200];
    snprintf(file, sizeof file, "%s/.new", path);
    int fd = folder ? open(file, O_WRONLY | O_CREAT, 0600)
                    : open(path, O_WRONLY | O_NOFOLLOW);
    if (fd >= 0 && strcmp(path, "/dev/null") != 0)
        printf("%s\n", path);
    if (fd >= 0)
        close(fd);
}

/* The lines of a file that begin with one of these words. */
static void lines_say(const char *path, const char *const *words)
{
    char line[512];
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        for (const char *const *word = words; *word; word++)
            if (strncmp(line, *word, strlen(*word)) == 0)
                fputs(line, stdout);
    if (file)
        fclose(file);
}

static void surroundings_say(void)
{
    static const char *const rights[] = {
        "CapEff:", "CapBnd:", "CapPrm:", "NoNewPrivs:", "Seccomp:", NULL};
    for (int fd = 0; fd < 256; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("descriptor %d\n", fd);
    for (char **variable = environ; *variable; variable++)
        printf("variable %.*s\n", (int)strcspn(*variable, "="), *variable);
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes && (entry = readdir(processes));)
        if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name))
            printf("process %s\n", entry->d_name);
    printf("user %d group %d groups %d\n", (int)getuid(), (int)getgid(),
           getgroups(0, NULL));
    lines_say("/proc/self/status", rights);
    printf("fixed layout %d\n",
           (personality(0xffffffff) & ADDR_NO_RANDOMIZE) != 0);
}

/* Does a file hold the text, null bytes and all? */
static void file_search(const char *path, const char *text)
{
    static char content[1 << 20];
    int fd = open(path, O_RDONLY);
    ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof content);
    if (length > 0 && memmem(content, (size_t)length, text, strlen(text)))
        printf("%s says it\n", path);
    if (fd >= 0)
        close(fd);
}

static void secret_search(void)
{
    char text[4096];
    if (!fgets(text, sizeof text, stdin))
        return;
    text[strcspn(text, "\n")] = '\0';
    static const char *const files[] = {
        "cmdline", "environ", "mounts", "mountinfo", "maps", "stat", "cgroup"};
    for (int pid = 1; pid < 4; pid++)
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            char path[64];
            snprintf(path, sizeof path, "/proc/%d/%s", pid, files[i]);
            file_search(path, text);
        }
    for (int fd = 0; fd < 256; fd++) {
        char path[64], target[4096];
        snprintf(path, sizeof path, "/proc/1/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = '\0';
        if (strstr(target, text))
            printf("%s says it\n", path);
    }
}

/* A system call, and with what. */
struct attempt {
    const char *name;
    long number;
    long with[6];
};

/* Each must be refused, with EPERM or as if the kernel had no such call: what
 * fails for another reason says nothing of the sandbox. */
static void attempts_make(const struct attempt *attempts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const long *with = attempts[i].with;
        errno = 0;
        long result = syscall(attempts[i].number, with[0], with[1], with[2],
                              with[3], with[4], with[5]);
        if (result != -1 || (errno != EPERM && errno != ENOSYS))
            printf("%s: %ld, %s\n", attempts[i].name, result, strerror(errno));
    }
    printf("%zu calls tried\n", count);
}

static void calls_try(void)
{
    static char stack[65536];
    static struct clone_args process = {.exit_signal = SIGCHLD};
    static char *argv[] = {"inside", "die", "9", NULL};
    static int ends[2];
    const long top = (long)(stack + sizeof stack),
               self = (long)"/proc/self/exe";
    const struct attempt attempts[] = {
        {"fork", SYS_clone, {SIGCHLD}},
        {"vfork", SYS_clone, {CLONE_VM | CLONE_VFORK | SIGCHLD, top}},
        {"clone of a namespace", SYS_clone, {CLONE_NEWUSER | SIGCHLD}},
        {"clone3", SYS_clone3, {(long)&process, sizeof process}},
        {"execve", SYS_execve, {self, (long)argv, (long)environ}},
        {"execveat", SYS_execveat, {AT_FDCWD, self, (long)argv, (long)environ}},
        {"socket", SYS_socket, {1, 1}},
        {"socketpair", SYS_socketpair, {1, 1, 0, (long)ends}},
        {"kill of its parent", SYS_kill, {1}},
        {"kill of all", SYS_kill, {-1}},
        {"shmget", SYS_shmget, {0, 4096, 0600 | 01000}},
        {"mq_open", SYS_mq_open, {(long)"q", O_CREAT | O_RDWR, 0600}},
        {"setuid", SYS_setuid, {0}},
        {"setsid", SYS_setsid, {0}},
        {"personality", SYS_personality, {READ_IMPLIES_EXEC}},
        {"sched_setaffinity",
         SYS_sched_setaffinity,
         {0, sizeof(long), (long)stack}},
        {"setpriority", SYS_setpriority, {0, 0, -5}},
        {"mlock", SYS_mlock, {(long)stack, sizeof stack}},
        {"signal a terminal", SYS_ioctl, {0, TIOCSTI, (long)"x"}},
        {"dumpable", SYS_prctl, {PR_SET_DUMPABLE, 1}},
        {"link", SYS_symlink, {(long)"/proc", (long)"/tmp/link"}},
        {"mknod",
         SYS_mknodat,
         {AT_FDCWD, (long)"/tmp/zero", S_IFCHR | 0600, 0x105}},
        {"rename",
         SYS_renameat2,
         {AT_FDCWD, (long)"/tmp", AT_FDCWD, (long)"/tmq"}},
    };
    attempts_make(attempts, sizeof attempts / sizeof *attempts);
}

/* For these the sandbox kills; to come back at all is a success. */
static void call_make(const char *name)
{
    static const struct {
        const char *name;
        long number;
    } calls[] = {
        {"ptrace", SYS_ptrace},
        {"process_vm_readv", SYS_process_vm_readv},
        {"process_vm_writev", SYS_process_vm_writev},
        {"memfd_create", SYS_memfd_create},
        {"mount", SYS_mount},
        {"umount2", SYS_umount2},
        {"pivot_root", SYS_pivot_root},
        {"unshare", SYS_unshare},
        {"setns", SYS_setns},
        {"bpf", SYS_bpf},
        {"userfaultfd", SYS_userfaultfd},
        {"io_uring_setup", SYS_io_uring_setup},
        {"perf_event_open", SYS_perf_event_open},
        {"keyctl", SYS_keyctl},
        {"pidfd_open", SYS_pidfd_open},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(name, "") == 0)
            puts(calls[i].name);
        else if (strcmp(name, calls[i].name) == 0)
            syscall(calls[i].number, 0, 0, 0, 0, 0), puts("came back");
    }
}

static void tmp_fill(void)
{
    static char block[1 << 20];
    int blocks = 0;
    memset(block, 1, sizeof block);
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 64; i++) {
        char path[32];
        snprintf(path, sizeof path, "/tmp/%d", i);
        int fd = open(path, O_WRONLY | O_CREAT, 0600);
        while (fd >= 0 && write(fd, block, sizeof block) == sizeof block)
            blocks++;
    }
    printf("%d\n", blocks);
}

static void memory_eat(size_t mebibytes)
{
    for (size_t i = 0; i < mebibytes; i++) {
        char *some = malloc(1 << 20);
        if (some)
            memset(some, 1, 1 << 20);
    }
    printf("eaten\n");
    fflush(stdout);
    pause();
}

static void *thread_wait(void *unused)
{
    pause();
    return unused;
}

static void threads_crowd(long count)
{
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 1 << 16);
    for (pthread_t thread; count > 0; count--)
        if (pthread_create(&thread, &small, thread_wait, NULL) != 0)
            break;
    printf("crowded\n");
    fflush(stdout);
    pause();
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "", *word = argc > 2 ? argv[2] : "";
    probe_settle();
    if (strcmp(mode, "files") == 0)
        walk("/", path_say);
    else if (strcmp(mode, "writes") == 0)
        walk("/", write_try);
    else if (strcmp(mode, "surroundings") == 0)
        surroundings_say();
    else if (strcmp(mode, "secret") == 0)
        secret_search();
    else if (strcmp(mode, "calls") == 0)
        calls_try();
    else if (strcmp(mode, "call") == 0)
        call_make(word);
    else if (strcmp(mode, "fill") == 0)
        tmp_fill();
    else if (strcmp(mode, "eat") == 0)
        memory_eat(strtoul(word, NULL, 10));
    else if (strcmp(mode, "crowd") == 0)
        threads_crowd(strtol(word, NULL, 10));
    else if (strcmp(mode, "fork") == 0)
        for (int i = 0; i < 100000; i++)
            syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    else if (strcmp(mode, "sleep") == 0)
        pause();
    else if (strcmp(mode, "spin") == 0)
        for (;;)
            continue;
    else if (strcmp(mode, "die") == 0)
        kill(getpid(), (int)strtol(word, NULL, 10)),
            raise((int)strtol(word, NULL, 10));
    return 0;
}
