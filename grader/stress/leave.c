/* Ways out: the kit's own, and the student's, which is a finding. */
#include "stress/leave.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "stress/call.h"
#include "trial/observe.h"

_Noreturn void leave_now(void)
{
    for (;;)
        syscall(SYS_exit_group, 0);
}

_Noreturn void engine_exit(const char *call, int status, const void *at)
{
    struct observation line;
    observe_begin(&line, "exit");
    observe_text(&line, "call", call);
    observe_number(&line, "status", status);
    observe_address(&line, "at", at);
    observe_text(&line, "thread", thread_self ? thread_self->name : NULL);
    observe_end(&line);
    leave_now();
}

_Noreturn void __wrap_exit(int status);
_Noreturn void __wrap__exit(int status);
_Noreturn void __wrap__Exit(int status);
_Noreturn void __wrap_quick_exit(int status);

_Noreturn void __wrap_exit(int status)
{
    engine_exit("exit", status, CALLER);
}

_Noreturn void __wrap__exit(int status)
{
    engine_exit("_exit", status, CALLER);
}

_Noreturn void __wrap__Exit(int status)
{
    engine_exit("_Exit", status, CALLER);
}

_Noreturn void __wrap_quick_exit(int status)
{
    engine_exit("quick_exit", status, CALLER);
}

_Noreturn void __wrap___assert_fail(const char *condition, const char *file,
                                    unsigned line, const char *function);

_Noreturn void __wrap___assert_fail(const char *condition, const char *file,
                                    unsigned line, const char *function)
{
    struct observation failed;
    observe_begin(&failed, "failed");
    observe_text(&failed, "file", file);
    observe_number(&failed, "line", line);
    observe_text(&failed, "condition", condition);
    observe_text(&failed, "function", function);
    observe_end(&failed);
    leave_now();
}
