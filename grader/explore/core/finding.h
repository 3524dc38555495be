/**
 * @file finding.h
 * @brief What went wrong in the running schedule.
 *
 * The one idea: inside a schedule a finding is only noted; it is reported to
 * the judge (tell/finding_report.h) when the engine knows that this is the run
 * to show. The search meets the same finding many times and must stay silent
 * and fast.
 */
#ifndef LOCKSTEP_FINDING_H
#define LOCKSTEP_FINDING_H

#include <stdbool.h>
#include <stddef.h>

struct op;
struct thread;

/** What kind of thing went wrong; finding_word() has the words. */
enum finding_kind {
    FINDING_NONE,
    FINDING_RACE,
    FINDING_DEADLOCK,
    FINDING_LOST_WAKEUP,
    FINDING_LIVELOCK,
    FINDING_ENDLESS,
    FINDING_ASSERTION,
    FINDING_MISUSE,
    FINDING_CRASH,
    FINDING_EXIT,
    FINDING_STARVATION,
    FINDING_LEAK,
    FINDING_UNMODELLED,
};

/** The first finding of the running schedule. */
struct finding {
    enum finding_kind kind; /**< FINDING_NONE: nothing yet */
    const char *call;       /**< misuse, exit, unmodelled: what was called */
    const char *text;       /**< misuse: what is wrong with that */
    const void *object;     /**< misuse: on what */
    const void *pc;         /**< where in the student's code */
    const struct thread *thread; /**< whose step it was; NULL if unknown */
    const struct thread *holder; /**< misuse: who holds the object, if any */
    const void *since;           /**< ... and where it took it */
    const char *file;            /**< assertion: where it is */
    int line;                    /**< of #file */
    const char *condition;       /**< assertion: as written */
    char words[512];             /**< assertion: what was seen */
    int status;                  /**< exit: its status; crash: its signal, or 0:
                                      an access beside a block */
    int killed_by;               /**< exit: by this signal; 0: by a call */
    bool handled;                /**< crash: the program has a handler for its
                                      signal */
    size_t size;                 /**< ... of so many bytes */
    bool by_kit;                 /**< crash: in the kit, at work for nobody */
    bool raced;                  /**< ThreadSanitizer reported, too */
    bool hung;                   /**< at its end no thread could run */
    enum finding_kind hang;      /**< ... and this is what it was */
    bool late;    /**< it shows only at the end, and harms nothing before: any
                       other finding goes first */
    bool kept;    /**< of a leak: something still leads to it */
    bool allowed; /**< ... and POSIX allows it: worth a note, never more */
};

/** Of the running schedule. */
extern struct finding finding;

/** @brief A new schedule begins: nothing found yet. */
void finding_clear(void);

/** @return The word for @p kind as records use it. */
const char *finding_word(enum finding_kind kind);

/** @brief Notes a wrong use of a call, and ends the schedule. The call is its
 *  last step. */
_Noreturn void finding_misuse(const char *text, const char *call,
                              const void *object, const void *pc);

/** @brief Notes a wrong use that shows only now, and ends the schedule.
 *  @param call The call that began it, at @p pc. */
_Noreturn void finding_misuse_late(const char *text, const char *call,
                                   const void *object, const void *pc);

/** @brief Notes what was left undone when the program ended: a late finding.
 *  @param call    The call that began it, at @p pc, on @p object or NULL.
 *  @param allowed Whether it is worth a note at most. */
void finding_left(const char *text, const char *call, const void *object,
                  const void *pc, bool allowed);

/**
 * @brief Notes an access beside what is the program's, and ends the schedule.
 * @param op   The access, which does not happen.
 * @param text What it does.
 * @param size Of the block beside it in bytes, 0: none; @p by allocated it
 *             @p at.
 */
_Noreturn void finding_beside(const struct op *op, const char *text,
                              size_t size, const void *at,
                              const struct thread *by);

/** @brief Notes a call that the explorer can't model, and ends the schedule.
 *  @param call Its name, or what it is, in words. */
_Noreturn void finding_unmodelled(const char *call, const void *pc);

/** @brief Notes a failed assertion; only the first of a schedule counts.
 *  @return Whether it was the first: then fill finding.words. */
bool finding_assertion(const char *file, int line, const char *condition,
                       const void *pc);

/** @brief Writes finding.words, where ThreadSanitizer does not look: the
 *  explorer's own books are not the student's data. */
void finding_words(const char *words);

/** @brief Notes that @p count threads that came later were let in before the
 *  running one, and at most @p bound may be; ends the schedule. */
_Noreturn void finding_starvation(unsigned count, unsigned bound);

/** @brief Notes that memory which @p thread allocated at @p pc is lost, or
 *  @p kept though it had to be freed: a late finding. */
void finding_leak(const void *pc, const struct thread *thread, bool kept);

/** @brief Notes that no thread could go on, or that all went round in circles.
 *  @param kind What the hang is called (hang_classify()), a livelock, or
 * endless: it went on as long as a schedule may. */
void finding_hang(enum finding_kind kind);

/** @brief Notes an exit of the program with @p status. */
void finding_exit(const char *call, int status, const void *pc);

/** @brief Notes that @p signal, which has no handler, ended the program. */
void finding_killed(int signal, const char *call, const void *pc);

/** @brief Notes a crash by @p signal; 0: none came, but it can't go on.
 *  @param by_kit Whether it was the kit itself, with nobody's argument. */
void finding_crash(int signal, const void *pc, bool by_kit);

/** @brief Notes that ThreadSanitizer reported a race, or that two accesses
 *  were due at the same moment. */
void finding_race(void);

/** @return Whether two findings are the same one to a reader. */
bool finding_same(const struct finding *a, const struct finding *b);

#endif
