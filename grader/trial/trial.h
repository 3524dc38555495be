/**
 * @file trial.h
 * @brief What a lesson's grader is written with.
 *
 * A lesson's grader is one file of TRIAL blocks. It is compiled twice. For the
 * probe, a block is the function that drives the student's code and says what
 * must hold. For the judge (`-DLOCKSTEP_JUDGE`), the same block is a Criterion
 * test that runs that trial in probes and asserts on what came back, so trial
 * and test cannot drift apart.
 *
 * A body describes one *round* from a fresh start: the student's static data
 * are as they were when the program began. The engine decides how often the
 * body runs and how its threads interleave; the body must therefore be
 * repeatable, start its threads only through trial_spawn(), free what it
 * allocates, and never sleep, read a clock or use randomness.
 *
 * @code
 * static void *count(void *n)
 * {
 *     for (size_t i = *(size_t *)n; i > 0; i--)
 *         increment();
 *     return NULL;
 * }
 *
 * TRIAL(nothing_is_lost, "two threads lose no increment", .points = 4)
 * {
 *     size_t n = trial_size(1000, 2);
 *     trial_spawn("first", count, &n);
 *     trial_spawn("second", count, &n);
 *     trial_run();
 *     trial_expect(counter == (long)(2 * n),
 *                  "counter is %ld after 2 x %zu increments", counter, n);
 * }
 * @endcode
 */
#ifndef LOCKSTEP_TRIAL_H
#define LOCKSTEP_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

/** Engines that a trial may be run by (a bit set). */
enum trial_engine {
    TRIAL_STRESS = 1,  /**< real threads under ThreadSanitizer */
    TRIAL_EXPLORE = 2, /**< every schedule, by the controlled scheduler */
};

/** One behaviour of the student's code that the grader checks. */
struct trial {
    const char *name;    /**< identifier, unique within the lesson */
    const char *promise; /**< what a pass promises, one clause, for people */
    void (*body)(void);  /**< one round; NULL in the judge */
    int line;            /**< where it is: gives the trials' order */
    unsigned points;     /**< worth; 0 means 1 */
    unsigned rounds;     /**< rounds the stress engine runs; 0: its default */
    unsigned engines;    /**< set of trial_engine that apply; 0: all */
    /** A point that some schedule must reach (see trial_reached()), in words:
     *  "two transfers between different pairs overlap". NULL: none. Only the
     *  explorer can refute it; the stress engine reports it as seen or not. */
    const char *must_reach;
    unsigned preemptions; /**< explorer: highest preemption bound; 0: default */
    unsigned schedules;   /**< explorer: budget in schedules; 0: its default */
    unsigned long effort; /**< explorer: budget in steps, of all schedules;
                               0: its default */
    bool sampled;         /**< explorer: has more classes of schedules than can
                               be run: no proof is tried for, but samples */
    bool calm;            /**< explorer: no spurious wakeups, and no timeouts
                               while others can go on */
    bool frees_all;       /**< explorer: what static variables lead to at the
                               end of a round is a leak, too */
    bool memory_points;   /**< explorer: also switch at plain memory accesses */
    bool failing_calls;   /**< explorer: a call that makes something may fail:
                             init, create, malloc() and its kind */
    bool interrupts;      /**< explorer: signals may interrupt semaphore waits
                               (EINTR), as the lesson says */
};

/** A thread of a trial, as trial_spawn() names it. */
struct trial_thread;

/**
 * @brief Adds a thread to the round. It waits at the start line.
 *
 * @param name  What findings call the thread; borrowed, must outlive the round.
 * @param start The thread's function, as for pthread_create().
 * @param arg   Its argument; borrowed.
 * @return The thread, owned by the engine and valid until the round ends. A
 *         failure to create it ends the probe as the machine's fault.
 * Only the trial's body may call it, before or after trial_go().
 */
struct trial_thread *trial_spawn(const char *name, void *(*start)(void *),
                                 void *arg);

/** @brief Opens the start line for every thread spawned since the last time.
 *  What the body wrote before is visible to them. Only the trial's body may
 *  call it. */
void trial_go(void);

/**
 * @brief Waits until @p thread has returned.
 * @return What its function returned.
 * Only the trial's body may call it, once for each thread.
 */
void *trial_join(struct trial_thread *thread);

/** @brief trial_go(), then trial_join() for every thread not yet joined. */
void trial_run(void);

/**
 * @brief Waits until @p thread can't go on by itself.
 *
 * That is: it blocks in a synchronization call, or has returned, or goes round
 * in circles (has made a thousand calls, as a back-off loop does). With it a
 * body builds "A waits for the lock, now B arrives" without a clock. Only the
 * trial's body may call it, after trial_go().
 *
 * A thread asleep in a timed wait is blocked. Its time may be over at any
 * moment, so the body may rely only on the thread having been there.
 *
 * The stress engine can't tell a thread that spins on an atomic object from
 * one that computes: it takes it for going round in circles when it has used
 * a tenth of a second of processor time without a call. So a right answer may
 * spin, but a trial that has to know *where* the thread spins (in line behind
 * another one, say) needs `.engines = TRIAL_EXPLORE`.
 */
void trial_until_blocked(struct trial_thread *thread);

/**
 * @brief Waits until no other thread can go on, of the trial or made by the
 *        code: each is blocked, as in trial_until_blocked(), or has returned.
 * @return Whether that is so; else some go round in circles. The stress engine
 *         can't tell the two apart, and says true.
 * Only the trial's body may call it, after trial_go().
 */
bool trial_until_rest(void);

/**
 * @brief Lets a thread take so many steps and no more, wherever that is: it is
 *        stopped there as a debugger or the scheduler could stop it.
 * @param thread Of the trial's.
 * @param steps  Calls, and accesses to what is shared; at least 1, which is its
 *               start. One that has fewer comes to its end.
 * Only the trial's body may call it, before trial_go(), and trial_resume()
 * after. The stress engine stops nobody.
 */
void trial_stop_after(struct trial_thread *thread, size_t steps);

/** @brief The thread goes on from where trial_stop_after() stopped it. */
void trial_resume(struct trial_thread *thread);

/**
 * @brief Makes a round one of several: the explorer tries all, the stress
 *        engine another one in each round.
 * @param count How many there are, at least 1.
 * @return A number below @p count. Only the trial's body may call it, before
 *         trial_go().
 */
size_t trial_choose(size_t count);

/** @return Whether, of @p count threads that the code has made in this round
 *  and no more, number @p first (from 0) had come to its end before number
 *  @p second did anything. Only the trial's body may ask. The stress engine
 *  can't tell, and says false. */
bool trial_ran_before(size_t first, size_t second, size_t count);

/** @return How many threads the code has made in this round. Only the trial's
 *  body may ask, when those are done that make them. The stress engine can't
 *  tell, and says SIZE_MAX. */
size_t trial_made(void);

/** @return Whether @p thread has returned. Any thread may ask. The answer
 *  orders no memory: read what the thread has written after trial_join() or
 *  trial_run(), lest the trial be the race that is found. But no atomic load
 *  after it sees what was old by then; so it is with trial_until_blocked(). */
bool trial_finished(const struct trial_thread *thread);

/** @return How many mutexes, rwlocks and spin locks @p thread holds at this
 *  moment. Any thread may ask; exact under the explorer, a snapshot under the
 *  stress engine. */
size_t trial_holds(const struct trial_thread *thread);

/** @return How many threads wait at this moment in a synchronization call on
 *  the object at @p object (mutex, condition variable, semaphore, ...). */
size_t trial_waiters(const void *object);

/**
 * @brief The size that suits the engine that runs the trial.
 * @param stress  Used by the stress engine (many: it needs collisions).
 * @param explore Used by the explorer (few: it visits every interleaving).
 * @return One of the two. Any thread may call it.
 */
size_t trial_size(size_t stress, size_t explore);

/**
 * @brief Marks that this schedule reached the trial's @ref trial.must_reach.
 * Any thread may call it, any number of times.
 */
void trial_reached(void);

/**
 * @brief Marks that the calling thread is about to ask to be let in.
 *
 * With trial_admitted() it bounds overtaking: starvation as a count, which
 * needs no stopwatch. Put it right before the call that may make the thread
 * wait. The thread begins to wait when it blocks, after this, in a condition
 * or semaphore wait or at a barrier. A wait for a mutex does not count: POSIX
 * lets anyone have a free mutex, so no code could keep such a promise.
 */
void trial_arrives(void);

/**
 * @brief Marks that the calling thread was let in.
 * @param bound How many threads may be let in while this one waits, of those
 *              that arrived after its wait had begun. One more is the finding
 *              `starvation`. Only the explorer can refute it; the stress
 *              engine ignores both calls.
 *
 * It may come right after the call, even if the thread has left again by then:
 * only those that were through before this thread's last wait was over count.
 *
 * @code
 * trial_arrives();
 * reader_enter(&lock);
 * trial_admitted(2);
 * reader_leave(&lock);
 * @endcode
 */
void trial_admitted(unsigned bound);

/**
 * @brief Gives an object on the heap or the stack a name for findings.
 * @param object Its address.
 * @param size   Its size in bytes.
 * @param name   For example "account a"; borrowed until the round ends.
 * Only the trial's body may call it.
 */
void trial_name(const void *object, size_t size, const char *name);

/**
 * @brief States what must hold; a failure is the finding `assertion`.
 *
 * @param condition Evaluated once.
 * @param ...       A printf format and its values: what was seen, in words a
 *                  student understands ("balance is -10 after ...").
 * Any thread of the trial may use it. After a failure the round goes on to its
 * end, so write code that copes with what was just refuted; no further round is
 * run.
 */
#define trial_expect(condition, ...)                                           \
    ((condition) ? (void)0                                                     \
                 : trial_failed(__FILE__, __LINE__, #condition, __VA_ARGS__))

/** @brief What trial_expect() calls when its condition is false. */
__attribute__((format(printf, 4, 5))) void
trial_failed(const char *file, int line, const char *condition,
             const char *format, ...);

/**
 * @name What is called of the contract
 * While a schedule is recorded, the explorer keeps the calls of a lesson's
 * functions, with arguments and results. A trial need not care: its calls are
 * macros that tell (calls.awk). The stress engine ignores all of it.
 * @{
 */

/** @return Whether anybody keeps what is told. If not, don't call
 * trial_calls(): to put a call in words takes longer than many a call. */
bool trial_recording(void);

/** @brief The calling thread is about to make a call: a printf format and its
 *  values, which give the call as C. Of a longer one the beginning is kept. */
__attribute__((format(printf, 1, 2))) void trial_calls(const char *format, ...);

/** @brief That call is over: its result; "" if it has none. */
__attribute__((format(printf, 1, 2))) void trial_returns(const char *format,
                                                         ...);

/** @brief That call is over, and returned an error number, or 0. */
void trial_error(int error);

/** @return How an argument that points to something is told: as its caller
 *  wrote it, if that is no more than a name; borrowed. */
const char *trial_pointer(const char *text, const void *pointer);
/** @} */

/** The line of a trial gives its place among the others; an instructor's own
 *  come after the lesson's (grader/trials.sh). */
#ifndef TRIAL_LINE
#define TRIAL_LINE __LINE__
#endif

#ifdef LOCKSTEP_JUDGE

#include "judge/probe/trial_test.h"

#else

/** @brief Defines a trial: TRIAL(name, "promise", .points = 2) { body } */
#define TRIAL(trial_id, promise_text, ...)                                     \
    static void trial_body_##trial_id(void);                                   \
    static const struct trial trial_of_##trial_id = {                          \
        .name = #trial_id,                                                     \
        .promise = promise_text,                                               \
        .body = trial_body_##trial_id,                                         \
        .line = TRIAL_LINE,                                                    \
        __VA_ARGS__};                                                          \
    __attribute__((used, section("trials"))) static const struct trial         \
        *const trial_entry_##trial_id = &trial_of_##trial_id;                  \
    static void trial_body_##trial_id(void)

#endif

#endif
