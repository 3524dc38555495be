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

#include "explore/core/fiber.h"
#include "explore/core/finding.h"
#include "explore/core/schedule.h"
#include "explore/core/trace.h"
#include "explore/ground/kit.h"
#include "explore/ground/pages.h"
#include "explore/model/signals.h"
#include "trial/argument.h"
#include "trial/observe.h"

enum { STACK = 1 << 16 };

extern char __executable_start[], etext[];

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
int __real_raise(int);

static char *landing_stack;

/* What a fault is about. */
struct fault {
    uintptr_t pc, sp, address;
};

static void land(void)
{
    schedule_stop(ENDING_FINDING);
}

/* Execution will go on in land(). */
static void bend(ucontext_t *context, struct fault *fault)
{
    uintptr_t top = (uintptr_t)landing_stack + STACK - 64;
#if defined(__x86_64__)
    greg_t *registers = context->uc_mcontext.gregs;
    fault->pc = (uintptr_t)registers[REG_RIP];
    fault->sp = (uintptr_t)registers[REG_RSP];
    registers[REG_RIP] = (greg_t)(uintptr_t)land;
    registers[REG_RSP] = (greg_t)(top - sizeof(void *));
#elif defined(__aarch64__)
    fault->pc = (uintptr_t)context->uc_mcontext.pc;
    fault->sp = (uintptr_t)context->uc_mcontext.sp;
    context->uc_mcontext.pc = (uintptr_t)land;
    context->uc_mcontext.sp = top;
#else
#error "which registers does a fault leave?"
#endif
}

static bool within(uintptr_t address, const char *start, const char *stop)
{
    return address - (uintptr_t)start < (uintptr_t)(stop - start);
}

static bool is_kits(uintptr_t pc)
{
    return kit_holds((const void *)pc);
}

/* In a library, or nowhere: a call through a pointer that leads nowhere. */
static bool is_outside(uintptr_t pc)
{
    return !within(pc, __executable_start, etext);
}

/* Who called the library, or the kit when the stack is used up? The nearest
 * word above that may be an address in the program's code. */
static const void *caller_above(uintptr_t sp)
{
    size_t size = 0;
    uintptr_t stack = (uintptr_t)fiber_stack_of(schedule.current->fiber, &size);
    if (sp - stack >= size)
        return NULL; /* it runs on another */
    const uintptr_t *word = (const uintptr_t *)sp;
    for (; (uintptr_t)(word + 1) <= stack + size; word++)
        if (within(*word, __executable_start, etext) && !is_kits(*word))
            return (const void *)*word;
    return NULL;
}

/* Whose line it is, if the kit was at work for it. */
static const void *caller_find(const struct fault *fault)
{
    const void *caller = argument_pc;
    argument_of(NULL);
    bool overflow = fault->address - (fault->sp - STACK) < 2 * STACK;
    if (caller || !schedule.active)
        return caller;
    if (is_kits(fault->pc) && overflow)
        return caller_above((fault->sp + 4095) & ~4095ul);
    if (is_outside(fault->pc) && !overflow)
        return caller_above(fault->sp);
    return NULL;
}

/* Before the first schedule, between two, or after the last. */
static _Noreturn void outside(int number, const void *pc, bool by_kit)
{
    static struct observation line;
    observe_begin(&line, "crash");
    observe_address(&line, "at", pc);
    observe_number(&line, "signal", number);
    observe_number(&line, "by_kit", by_kit);
    observe_end(&line);
    crash_repeat(number);
}

static void caught(int number, siginfo_t *info, void *context)
{
    struct fault fault = {.address = (uintptr_t)info->si_addr};
    bend(context, &fault);
    const void *caller = caller_find(&fault);
    bool by_kit = !caller && is_kits(fault.pc);
    /* One past the instruction, as if it were a return address. */
    const void *pc = caller ? caller : (const char *)fault.pc + 1;
    if (!schedule.active)
        outside(number, pc, by_kit);
    finding_crash(number, pc, by_kit);
    finding.handled = signals_handled(number);
    trace_crash(pc, caller != NULL);
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
