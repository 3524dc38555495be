/*
 * Filters of system calls (see filter.h).
 *
 * The one idea: what is not listed fails with EPERM, and what only an attack
 * would call kills the process. bubblewrap's own last steps run under the
 * filter as well: it executes the program (so execve is allowed here; a probe
 * gives it up itself, see trial/settle.c) and its reaper waits.
 */
#include "sandbox/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What libc, threads and ThreadSanitizer need. A name that this machine's
 * architecture lacks is skipped. */
static const char *const allowed[] = {
    "access",
    "arch_prctl",
    "brk",
    "clock_getres",
    "clock_gettime",
    "clock_nanosleep",
    "close",
    "dup",
    "dup2",
    "dup3",
    "execve",
    "exit",
    "exit_group",
    "faccessat",
    "faccessat2",
    "fcntl",
    "fstat",
    "futex",
    "getcwd",
    "getdents64",
    "getegid",
    "geteuid",
    "getgid",
    "getpid",
    "getppid",
    "getrandom",
    "getrlimit",
    "getrusage",
    "gettid",
    "gettimeofday",
    "getuid",
    "prlimit64",
    "setrlimit",
    "lseek",
    "lstat",
    "madvise",
    "mincore",
    "pause",
    "membarrier",
    "mmap",
    "mprotect",
    "mremap",
    "munmap",
    "nanosleep",
    "newfstatat",
    "open",
    "openat",
    "pipe",
    "pipe2",
    "poll",
    "ppoll",
    "pread64",
    "read",
    "readlink",
    "readlinkat",
    "readv",
    "restart_syscall",
    "rseq",
    "rt_sigaction",
    "rt_sigpending",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigsuspend",
    "rt_sigtimedwait",
    "sched_getaffinity",
    "sched_getparam",
    "sched_getscheduler",
    "sched_yield",
    "set_robust_list",
    "set_tid_address",
    "sigaltstack",
    "stat",
    "statx",
    "sysinfo",
    "tgkill",
    "time",
    "times",
    "tkill",
    "uname",
    "wait4",
    "waitid",
    "write",
    "writev",
};

/* A compiler starts others, and writes files. */
static const char *const allowed_compiler[] = {
    "chmod",     "chown",     "fchown",          "fchownat",
    "lchown",    "fgetxattr", "flistxattr",      "fsetxattr",
    "getxattr",  "listxattr", "setxattr",        "fchmod",
    "fchmodat",  "fadvise64", "fallocate",       "ftruncate",
    "getpgrp",   "getpgid",   "getsid",          "kill",
    "link",      "linkat",    "mkdir",           "mkdirat",
    "pwrite64",  "rename",    "renameat",        "renameat2",
    "rmdir",     "setpgid",   "copy_file_range", "sendfile",
    "statfs",    "fstatfs",   "symlink",         "symlinkat",
    "truncate",  "umask",     "unlink",          "unlinkat",
    "utimensat", "vfork",     "fsync",           "chdir",
    "fchdir",    "select",    "pselect6",
};

/* No honest program comes near these. */
static const char *const deadly[] = {
    "add_key",
    "bpf",
    "chroot",
    "delete_module",
    "fanotify_init",
    "finit_module",
    "fsmount",
    "fsopen",
    "init_module",
    "io_setup",
    "io_uring_enter",
    "io_uring_register",
    "io_uring_setup",
    "kcmp",
    "kexec_file_load",
    "kexec_load",
    "keyctl",
    "memfd_create",
    "memfd_secret",
    "mount",
    "mount_setattr",
    "move_mount",
    "open_by_handle_at",
    "open_tree",
    "perf_event_open",
    "pidfd_getfd",
    "pidfd_open",
    "pidfd_send_signal",
    "pivot_root",
    "process_madvise",
    "process_vm_readv",
    "process_vm_writev",
    "ptrace",
    "request_key",
    "setns",
    "swapoff",
    "swapon",
    "umount2",
    "unshare",
    "userfaultfd",
};

/* Those that newer libraries try first, and do without if they are missing. */
static const char *const unknown[] = {
    "clone3",           "close_range", "execveat", "futex_waitv",
    "map_shadow_stack", "mseal",       "openat2",  "set_mempolicy_home_node",
};

static int each_name(scmp_filter_ctx filter, uint32_t action,
                     const char *const *names, size_t count)
{
    int error = 0;
    for (size_t i = 0; i < count && !error; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number >= 0)
            error = -seccomp_rule_add(filter, action, number, 0);
    }
    return error;
}

#define EACH(filter, action, names)                                            \
    each_name(filter, action, names, sizeof names / sizeof *names)

/* Allows a call whose argument `n`, of 32 bits, is `value`. */
static int allow_with(scmp_filter_ctx filter, int number, unsigned n,
                      uint32_t value)
{
    struct scmp_arg_cmp is =
        SCMP_CMP64(n, SCMP_CMP_MASKED_EQ, UINT32_MAX, value);
    return -seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1, is);
}

/* A probe makes threads, a compiler processes, nobody makes namespaces. */
static int clone_limit(scmp_filter_ctx filter, enum filter_for whom)
{
    const uint64_t namespaces = CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET |
                                CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUSER |
                                CLONE_NEWUTS;
    uint64_t thread = whom == FILTER_PROBE ? CLONE_THREAD : 0;
    return -seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
        SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, thread | namespaces, thread));
}

/* What is allowed with some arguments only. */
static int arguments_limit(scmp_filter_ctx filter, enum filter_for whom)
{
    static const int prctls[] = {
        PR_SET_NAME,         PR_GET_NAME,      PR_GET_DUMPABLE,
        PR_GET_SECCOMP,      PR_SET_SECCOMP,   PR_SET_NO_NEW_PRIVS,
        PR_GET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, PR_GET_PDEATHSIG,
        PR_CAPBSET_READ,     PR_SET_VMA,
    };
    int error = clone_limit(filter, whom);
    for (size_t i = 0; i < sizeof prctls / sizeof *prctls && !error; i++)
        error = allow_with(filter, SCMP_SYS(prctl), 0, (uint32_t)prctls[i]);
    /* Is it a terminal? */
    if (!error)
        error = allow_with(filter, SCMP_SYS(ioctl), 1, TCGETS);
    /* ThreadSanitizer asks for the address layout, and may change it. */
    if (!error)
        error = allow_with(filter, SCMP_SYS(personality), 0, UINT32_MAX);
    if (!error)
        error = allow_with(filter, SCMP_SYS(personality), 0, ADDR_NO_RANDOMIZE);
    return error;
}

static int rules_add(scmp_filter_ctx filter, enum filter_for whom)
{
    int error = EACH(filter, SCMP_ACT_ALLOW, allowed);
    if (!error && whom == FILTER_COMPILER)
        error = EACH(filter, SCMP_ACT_ALLOW, allowed_compiler);
    if (!error)
        error = EACH(filter, SCMP_ACT_KILL_PROCESS, deadly);
    if (!error)
        error = EACH(filter, SCMP_ACT_ERRNO(ENOSYS), unknown);
    return error ? error : arguments_limit(filter, whom);
}

int filter_open(enum filter_for whom, int *fd)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return ENOMEM;
    int error = rules_add(filter, whom);
    int file = error ? -1 : memfd_create("filter", MFD_CLOEXEC);
    if (!error && file < 0)
        error = errno;
    if (!error)
        error = -seccomp_export_bpf(filter, file);
    if (!error && lseek(file, 0, SEEK_SET) < 0)
        error = errno;
    if (error && file >= 0)
        close(file);
    else
        *fd = file;
    seccomp_release(filter);
    return error;
}
