/*
 * Faults in the student's code; see crash.h.
 *
 * The one idea: the handler runs on a stack of its own, notes the finding and
 * bends the return address, so that "returning" from the signal lands in code
 * of the explorer, which leaves the broken fiber for good. Where the machine's
 * registers are not known here, the process dies after it has reported which
 * schedule it was.
 */
#include "explore/model/crash.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <ucontext.h>

#include "explore/core/finding.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"
#include "explore/ground/pages.h"

enum { STACK = 1 << 16 };

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
int __real_raise(int);

static char *landing_stack;

static void land(void)
{
    schedule_stop(ENDING_FINDING);
}

/* @return Whether execution will go on in land(). */
static bool bend(ucontext_t *context, const void **pc)
{
    uintptr_t top = (uintptr_t)landing_stack + STACK - 64;
#if defined(__x86_64__)
    greg_t *registers = context->uc_mcontext.gregs;
    *pc = (const void *)registers[REG_RIP];
    registers[REG_RIP] = (greg_t)(uintptr_t)land;
    registers[REG_RSP] = (greg_t)(top - sizeof(void *));
    return true;
#elif defined(__aarch64__)
    *pc = (const void *)context->uc_mcontext.pc;
    context->uc_mcontext.pc = (uintptr_t)land;
    context->uc_mcontext.sp = top;
    return true;
#else
    (void)context;
    (void)top;
    *pc = NULL;
    return false;
#endif
}

static void caught(int number, siginfo_t *info, void *context)
{
    const void *pc = NULL;
    (void)info;
    if (!schedule.active || !bend(context, &pc)) {
        struct sigaction plain = {.sa_handler = SIG_DFL};
        __real_sigaction(number, &plain, NULL);
        return;
    }
    /* One past the instruction, as if it were a return address. */
    finding_crash(number, peek_pc ? peek_pc : (const char *)pc + 1);
    peek_pc = NULL;
    trace_crash();
}

void crash_catch(void)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    stack_t stack = {.ss_sp = pages_map(STACK), .ss_size = STACK};
    landing_stack = pages_map(STACK);
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_sigaction = caught,
                               .sa_flags =
                                   SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    for (unsigned i = 0; i < sizeof faults / sizeof faults[0]; i++)
        __real_sigaction(faults[i], &action, NULL);
}

void crash_repeat(int signal)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    __real_sigaction(signal, &plain, NULL);
    __real_raise(signal);
    _Exit(128 + signal);
}
