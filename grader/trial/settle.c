/*
 * A probe settles in (see settle.h).
 *
 * ThreadSanitizer's reports go to a pipe and not to a file, so a sandbox needs
 * no place that can be written. And execve(), the one system call that a
 * sandbox must allow for the probe to start, is not needed any more.
 */
#include "trial/settle.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "trial/observe.h"

void __sanitizer_set_report_fd(void *fd);

/* Under a filter of system calls, and only there, one more may be added. */
static void programs_give_up(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    if (prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER &&
        prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

void probe_settle(void)
{
    static bool settled;
    struct stat about;
    if (settled)
        return;
    settled = true;
    if (fstat(REPORT_FD, &about) == 0 && S_ISFIFO(about.st_mode))
        __sanitizer_set_report_fd((void *)(intptr_t)REPORT_FD);
    programs_give_up();
}

/* The first of all constructors, so before any in the student's file. (gcc
 * forgets the priority of a function that a header declared before.) */
static __attribute__((constructor(101))) void first(void)
{
    probe_settle();
}
