/*
 * What the explorer can't model, by name.
 *
 * The one idea: a call that would leave the model (another process, a signal,
 * a file that threads wait for) must not silently do nothing. It ends the
 * schedule with its name, and the trial falls back to the stress engine.
 */
#include "explore/model/unmodelled.h"

/* processes */
UNMODELLED(fork)
UNMODELLED(vfork)
UNMODELLED(execve)
UNMODELLED(execv)
UNMODELLED(execvp)
UNMODELLED(posix_spawn)
UNMODELLED(posix_spawnp)
UNMODELLED(system)
UNMODELLED(popen)
UNMODELLED(wait)
UNMODELLED(waitpid)
UNMODELLED(pthread_atfork)

/* signals and timers */
UNMODELLED(killpg)
UNMODELLED(tgkill)
UNMODELLED(sigset)
UNMODELLED(sighold)
UNMODELLED(sigrelse)
UNMODELLED(sigignore)
UNMODELLED(siginterrupt)
UNMODELLED(ualarm)
UNMODELLED(timer_create)

/* what lives outside the process, or in more than one */
UNMODELLED(shm_open)
UNMODELLED(mq_open)

/* In a lesson; a program has models of them (explore/files/). */
#pragma weak __wrap_pipe
#pragma weak __wrap_socket
#pragma weak __wrap_socketpair
#pragma weak __wrap_select
#pragma weak __wrap_poll
#pragma weak __wrap_eventfd
#pragma weak __wrap_signalfd
UNMODELLED(pipe)
UNMODELLED(socket)
UNMODELLED(socketpair)
UNMODELLED(select)
UNMODELLED(poll)
UNMODELLED(eventfd)
UNMODELLED(signalfd)

/* what would change how all or some threads are made or run */
UNMODELLED(pthread_setattr_default_np)
UNMODELLED(pthread_attr_setsigmask_np)
