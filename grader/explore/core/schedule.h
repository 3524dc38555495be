/**
 * @file schedule.h
 * @brief One schedule: which thread runs, one choice at each scheduling point.
 *
 * The one idea: the only place where the student's code gives up its turn is
 * schedule_point(). It runs on the student's fiber, asks the strategy which
 * of the possible moves comes next, and switches. What was chosen, as numbers
 * among the moves that were possible, is all that a replay needs.
 *
 * The words: at a scheduling point there is a *choice* among *moves*. A move is
 * a thread together with the *outcome* of the operation that it announced. The
 * number of the move that was taken is a *decision*.
 */
#ifndef LOCKSTEP_SCHEDULE_H
#define LOCKSTEP_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "explore/core/thread.h"

/** What is usual where patience plays a part: no critical section has so many
 *  steps, and the shortest beginnings have fewer (search.c). */
enum { PATIENCE = 300 };

/** Signals that come in one schedule, where any do: a second one tells `if`
 * from `while`. */
enum { INTERRUPTS_MAX = 2 };

/** Spurious wakeups and timeouts in one schedule, where a proof with one of
 * each left room for more. */
enum { TWICE = 2 };

/** What the adversary may do in one schedule. */
struct limits {
    unsigned long steps; /**< a longer schedule is cut */
    unsigned spurious;   /**< spurious wakeups */
    unsigned timeouts;   /**< timeouts while others could run */
    unsigned interrupts; /**< EINTR from sem_wait: 0 or INTERRUPTS_MAX */
    unsigned failures;   /**< failing init and create calls */
    unsigned held;       /**< readers held back by a waiting writer */
    unsigned weak;       /**< weak compare-exchanges that fail for no reason */
    unsigned patience;   /**< a thread that ran so many steps on end goes after
                              those that could have run; 0: no matter */
    unsigned outside;    /**< a signal that comes once from outside; 0: none */
    bool older;         /**< atomic loads may see older values, as C11 allows */
    bool memory_points; /**< plain memory accesses are points too */
    bool leaks;         /**< memory that is lost at the end is a finding */
    bool frees_all;     /**< so is memory that static variables lead to */
    bool until_due;     /**< two racing accesses that are due end it */
    bool awaits;        /**< who looks again and again is not held back: the
                             strategy knows who waits */
    bool must_end;      /**< one that is cut, though threads were patient, is
                             a finding */
};

/** @return How often the adversary may still choose that outcome in @p limits;
 *  NULL: it is not the adversary's. */
unsigned *limit_of(struct limits *limits, enum outcome outcome);

/** One move that is possible at a point. */
struct move {
    struct thread *thread; /**< the thread that moves */
    enum outcome outcome;  /**< how the operation comes out */
    bool preempts;         /**< takes the turn from a thread that could go on */
};

enum { MOVES_MAX = 2 * FIBERS_MAX };

/** The moves that are possible at a point; the first is the default: the
 *  running thread goes on, or else the next by number. */
struct choice {
    struct move moves[MOVES_MAX]; /**< the first #count are set */
    unsigned count;               /**< at least 1 */
};

/** How a strategy takes part; `search.h` says who calls it when. */
struct strategy {
    const char *name; /**< as records name it */
    /** Chooses one of at least two moves, by its number. */
    unsigned (*choose)(const struct choice *choice);
    /** Called at each point before moves are looked for: the running thread is
     * about to do what it announced, or has ended; NULL: not wanted. */
    void (*arrive)(const struct thread *self);
    /** Called for each step before it happens; NULL: not wanted. */
    void (*step)(const struct choice *choice, const struct move *taken);
    /** Called when the schedule has ended, before anything is cleared; NULL:
     * not wanted. */
    void (*end)(void);
};

/** A decision as it was taken. */
struct decision {
    uint16_t taken; /**< which of the moves */
    uint16_t count; /**< how many were possible */
};

/** Why a schedule ended. */
enum ending {
    ENDING_COMPLETE, /**< every thread came to its end */
    ENDING_FINDING,  /**< a finding ended it */
    ENDING_CUT,      /**< it was longer than limits.steps */
    ENDING_HANG,     /**< no thread can go on, or some never can */
    ENDING_LIVELOCK, /**< a state came again: nobody ever gets on */
    ENDING_EXIT,     /**< the program ended itself */
    ENDING_KNOWN,    /**< all that could follow was run before */
};

/** The running schedule. */
struct schedule {
    bool active;            /**< student code runs: calls are modelled */
    struct limits limits;   /**< what the adversary might do at its start */
    struct limits left;     /**< what the adversary may still do */
    struct thread *current; /**< the one that runs */
    enum ending ending;     /**< why it ended */
    unsigned long steps;    /**< so far */
    unsigned long effort;   /**< steps, where many threads live more: each looks
                                 at all of them */
    unsigned long changes;  /**< grows when something others see changes */
    unsigned long files_changes; /**< the same for files that threads may wait
                                      for: what is in them, nobody can see */
    unsigned long idle;          /**< steps since anyone made progress */
    bool solo;                   /**< for so long that solo.h chooses */
    unsigned long asked;    /**< looks at what another may change; not all are
                                 counted before solo_look() */
    unsigned long older;    /**< moves by which an atomic saw an older value */
    unsigned long switches; /**< from one thread to another */
    unsigned long
        preemptions; /**< switches from a thread that could have gone on */
    struct decision
        *decisions; /**< taken so far, where there was more than one move */
    unsigned long decision_count; /**< of them */
    unsigned long opening; /**< the first of them, up to the last one that
                                trial_choose() asked for */
    uint64_t now;          /**< virtual time in nanoseconds */
    uint64_t worked;       /**< of it, what counts as processor time */
    int64_t shift; /**< nanoseconds by which the wall clock was set forward */
    bool signals;  /**< the program made waits interruptible */
    unsigned signals_pending; /**< sent and not taken, or still to come */
    unsigned offered; /**< set of 1 << enum outcome that the adversary might
                           have chosen */
    bool reached;     /**< trial_reached() was called */
    uint64_t print;   /**< of all steps so far that solo.h did not choose: which
                         thread did what, where */
};

/** Whether a thread takes a signal at the point where it is. */
enum signal_due {
    SIGNAL_NONE,
    SIGNAL_LAST,  /**< one is tried where the schedule would end in a hang */
    SIGNAL_LATE,  /**< one will come if nothing else can happen */
    SIGNAL_MAY,   /**< one may come from outside */
    SIGNAL_COMES, /**< one was sent to it, and it does not block it */
};

/** A thread takes a signal that is due after so many of its steps at the
 * latest, and when it offers its turn. */
enum { SIGNAL_DELAY = 50 };

/** What is known of signals; all do nothing without a model of them. */
struct signals_model {
    /** Whether one is due. */
    enum signal_due (*due)(const struct thread *thread);
    /** The running thread takes it before, or in, what it announced. */
    void (*take)(const struct op *op, enum outcome outcome);
    /** The running thread announces @p op in a handler; or after one that it
     *  left by a jump. */
    void (*within)(const struct op *op, bool jumped);
};

/** The model of signals, or NULL. */
extern const struct signals_model *schedule_signals;

/** @return Whether @p thread, which is at a point, takes a signal there. */
enum signal_due signal_due(const struct thread *thread);

/** @return Whether it must: then it does nothing else. */
bool signal_forced(const struct thread *thread);

/** The one that runs, or ran last. */
extern struct schedule schedule;

/** What the running schedule has cost beside its steps, in steps; NULL:
 * nothing.
 */
extern unsigned long (*schedule_beside)(void);

/** What findings call the first thread: "main" or "the trial". */
extern const char *schedule_body_name;

/** Takes the running thread out of @p op and to its end: it is cancelled there.
 *  Set by the models. */
extern void (*schedule_cancel)(const struct op *op) __attribute__((noreturn));

/** @brief Prepares the room for decisions. Call it once. */
void schedule_setup(void);

/** @brief A new schedule begins, with schedule.limits: all counts from 0. */
void schedule_begin(void);

/**
 * @brief Runs one schedule to its end, whatever that is (schedule.ending).
 * @param first    Made after schedule_begin(); it has the first turn.
 * @param strategy Makes the choices.
 */
void schedule_run(struct thread *first, const struct strategy *strategy);

/**
 * @brief A scheduling point of the running thread.
 * @param op What it is about to do; must stay valid until this returns.
 * @return How the operation comes out. It happens now: no other thread runs
 *         between this return and the next point.
 * If the thread is cancelled there it does not return, but from inside a
 * condition wait, whose mutex must be taken first.
 */
enum outcome schedule_point(const struct op *op);

/** @brief From here on signals may interrupt waits: the program has installed a
 *  handler that does not restart calls (no SA_RESTART). */
void schedule_signals_come(void);

/** @brief The running thread offers its turn at its next point. */
void schedule_yield(void);

/** @brief Notes a read of shared state by the running thread; one that sees
 *  again what it saw before, with nothing changed since, is a yield. */
void schedule_glance(const void *pc, const void *address, uint64_t value);

/** @brief Cuts the schedule if it is too long with what it cost beside its
 *  steps: the running thread may go on and on without taking any. */
void schedule_weigh(void);

/** @brief Runs @p look from the engine's context: every thread is suspended
 *  meanwhile. */
void schedule_aside(void (*look)(void));

/** @brief Picks the next thread for good: the running one has ended. */
_Noreturn void schedule_leave(void);

/** @brief Ends the schedule from inside a fiber. */
_Noreturn void schedule_stop(enum ending ending);

/** @return Whether the announced operation of @p thread could happen now. */
bool thread_ready(const struct thread *thread);

/** @return Whether all that @p thread could do is be cancelled. */
bool thread_only_cancels(const struct thread *thread);

/** @return Whether @p address lies on the stack of a thread that has ended: its
 *  variables have, too (C11 6.2.4). What runs at the end of a program runs on
 *  the stack of the thread that ended it. */
static inline bool stack_is_gone(const void *address)
{
    uintptr_t offset = (uintptr_t)address - (uintptr_t)fiber_stacks;
    size_t index = offset >> fiber_stack_bits;
    return index < threads.count && threads.all[index].finished &&
           &threads.all[index] != schedule.current;
}

#endif
