/*
 * What a C++ program gets in place of parts of its library's runtime.
 *
 * The one idea: this is compiled as the program is, with ThreadSanitizer's
 * hooks and thread-local variables of fibers, and made one object with it and
 * with libstdc++.a (tool/unite.sh). So what the library knows of threads goes
 * through the models, and the library's own data are put back between schedules
 * like the program's. The functions here are those that would go past the
 * models: they use the machine's thread pointer, wait in the kernel or run only
 * once in a process. Their contracts are the Itanium C++ ABI's.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unwind.h>

/* Exceptions: those that a thread handles now. */
struct eh_globals {
    void *caught;
    unsigned uncaught;
};

void *__cxa_get_globals(void);
void *__cxa_get_globals_fast(void);

static _Thread_local struct eh_globals eh_globals;

void *__cxa_get_globals(void)
{
    return &eh_globals;
}

void *__cxa_get_globals_fast(void)
{
    return &eh_globals;
}

/* std::call_once(): the header leaves here what is to be called. */
extern _Thread_local void *once_callable __asm__("_ZSt15__once_callable");
extern _Thread_local void (*once_call)(void) __asm__("_ZSt11__once_call");
_Thread_local void *once_callable;
_Thread_local void (*once_call)(void);

void __once_proxy(void);
void __once_proxy(void)
{
    once_call();
}

/* Static variables of functions. A guard's first byte says that its variable is
 * there, which compiled code looks at first; the second, that a thread makes
 * it. Each has the lock of its address, so that guards order little among each
 * other. */
enum { GUARD_LOCKS = 64 };

static struct guard_lock {
    pthread_mutex_t lock;
    pthread_cond_t changed;
} guard_locks[GUARD_LOCKS]; /* zeros, as the static initialisers are */

static struct guard_lock *guard_lock(const void *guard)
{
    return &guard_locks[(uintptr_t)guard / 8 % GUARD_LOCKS];
}

int __cxa_guard_acquire(unsigned char *guard);
void __cxa_guard_release(unsigned char *guard);
void __cxa_guard_abort(unsigned char *guard);

int __cxa_guard_acquire(unsigned char *guard)
{
    struct guard_lock *of = guard_lock(guard);
    pthread_mutex_lock(&of->lock);
    while (guard[1])
        pthread_cond_wait(&of->changed, &of->lock);
    int make = !__atomic_load_n(&guard[0], __ATOMIC_ACQUIRE);
    guard[1] = (unsigned char)make;
    pthread_mutex_unlock(&of->lock);
    return make;
}

static void guard_leave(unsigned char *guard, unsigned char made)
{
    struct guard_lock *of = guard_lock(guard);
    pthread_mutex_lock(&of->lock);
    guard[1] = 0;
    __atomic_store_n(&guard[0], made, __ATOMIC_RELEASE);
    pthread_cond_broadcast(&of->changed);
    pthread_mutex_unlock(&of->lock);
}

void __cxa_guard_release(unsigned char *guard)
{
    guard_leave(guard, 1);
}

void __cxa_guard_abort(unsigned char *guard)
{
    guard_leave(guard, 0);
}

/* Destructors of static variables, and of a thread's own. */
struct ending {
    void (*destroy)(void *);
    void *object;
    struct ending *next;
};

/* Threads change at calls only, so what none of these functions lets go in the
 * middle needs no lock. As in glibc, who runs a destructor comes after who
 * registered it. */
#define UNWATCHED __attribute__((no_sanitize("thread")))

static struct ending *at_exit;
static _Thread_local struct ending *at_thread_exit;
static pthread_key_t thread_exit_key;
static bool thread_exit_key_made;

void __tsan_acquire(void *);
void __tsan_release(void *);
int __cxa_atexit(void (*destroy)(void *), void *object, void *library);
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *library);

UNWATCHED static int ending_add(struct ending **list, void (*destroy)(void *),
                                void *object)
{
    struct ending *ending = malloc(sizeof *ending);
    if (!ending)
        return -1;
    *ending = (struct ending){destroy, object, *list};
    *list = ending;
    __tsan_release(list);
    return 0;
}

UNWATCHED static void endings_run(struct ending **list)
{
    __tsan_acquire(list);
    for (struct ending *ending; (ending = *list);) {
        *list = ending->next;
        ending->destroy(ending->object);
        free(ending);
    }
}

UNWATCHED int __cxa_atexit(void (*destroy)(void *), void *object, void *library)
{
    (void)library;
    return ending_add(&at_exit, destroy, object);
}

static void thread_endings_run(void *unused)
{
    (void)unused;
    endings_run(&at_thread_exit);
}

UNWATCHED int __cxa_thread_atexit(void (*destroy)(void *), void *object,
                                  void *library)
{
    pthread_key_t key;
    (void)library;
    if (!thread_exit_key_made) {
        if (pthread_key_create(&key, thread_endings_run))
            return -1;
        thread_exit_key = key;
        thread_exit_key_made = true;
    }
    if (ending_add(&at_thread_exit, destroy, object))
        return -1;
    return pthread_setspecific(thread_exit_key, &at_thread_exit);
}

static void all_endings_run(void)
{
    endings_run(&at_thread_exit);
    endings_run(&at_exit);
}

/* The program's main is called __lockstep_main in it. Before it come
 * constructors of static variables: in every schedule, as their memory is. */
extern void (*__start_student_init[])(int, char **, char **)
    __attribute__((weak));
extern void (*__stop_student_init[])(int, char **, char **)
    __attribute__((weak));

int __lockstep_main(int argc, char **argv, char **environment);
_Noreturn void __real_exit(int status);
_Noreturn void __wrap_exit(int status);

int main(int argc, char **argv, char **environment)
{
    for (size_t i = 0; __start_student_init + i < __stop_student_init; i++)
        __start_student_init[i](argc, argv, environment);
    int status = __lockstep_main(argc, argv, environment);
    all_endings_run();
    return status;
}

void __wrap_exit(int status)
{
    all_endings_run();
    __real_exit(status);
}

/* The program's own code, as tool/unite.sh has sorted it. */
extern const char __start_student_code[] __attribute__((weak));
extern const char __stop_student_code[] __attribute__((weak));

struct caller_search {
    const void *from;   /* how it is called here */
    const void *caller; /* or NULL */
    bool passed;        /* the frame that it stands for */
};

const void *__lockstep_caller(const void *pc);

UNWATCHED static bool is_own(const void *pc)
{
    return (uintptr_t)pc - (uintptr_t)__start_student_code <
           (uintptr_t)__stop_student_code - (uintptr_t)__start_student_code;
}

UNWATCHED static _Unwind_Reason_Code
caller_look(struct _Unwind_Context *context, void *of)
{
    struct caller_search *search = of;
    const void *pc = (const void *)_Unwind_GetIP(context);
    search->passed |= pc == search->from;
    if (!search->passed || !is_own(pc))
        return _URC_NO_REASON;
    search->caller = pc;
    return _URC_END_OF_STACK;
}

UNWATCHED const void *__lockstep_caller(const void *pc)
{
    struct caller_search search = {.from = pc};
    if (is_own(pc))
        return pc;
    _Unwind_Backtrace(caller_look, &search);
    return search.caller ? search.caller : pc;
}
