/* Threads that are words; see toy.h. */
#include "toy.h"

#include <stdlib.h>
#include <string.h>

#include "explore/core/fiber.h"
#include "explore/core/finding.h"
#include "explore/core/footprint.h"
#include "explore/core/frame.h"
#include "explore/core/object.h"
#include "explore/core/solo.h"
#include "explore/core/trace.h"
#include "explore/model/wakeup.h"

struct toy_run toy_run;

static const struct strategy *played;
static char shared[128]; /* what operations act on */
static bool flags[128];
static const struct thread *owners[128];
static unsigned counts[128];
static const char *words[TOY_THREADS]; /* what each thread announced last */

static bool lock_free(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return !owners[(const char *)thread->op->address - shared];
}

static bool flag_or_time(const struct thread *thread, enum outcome outcome)
{
    return outcome == OUTCOME_TIMEOUT ||
           flags[(const char *)thread->op->address - shared];
}

static bool target_ended(const struct thread *thread, enum outcome outcome)
{
    (void)outcome;
    return thread->op->target->finished;
}

static bool (*ready_of(const char *word))(const struct thread *, enum outcome)
{
    return word[0] == 'l'   ? lock_free
           : word[0] == 't' ? flag_or_time
           : word[0] == 'j' ? target_ended
                            : NULL;
}

static unsigned outcomes_of(const char *word)
{
    return word[0] == 't'   ? 1u << OUTCOME_TIMEOUT
           : word[0] == 'f' ? 1u << OUTCOME_FAIL
                            : 0;
}

static void trail_add(bool writes)
{
    char digit = (char)('0' + schedule.current->id);
    if (toy_run.length < TRAIL_MAX - 1)
        toy_run.trail[toy_run.length++] = digit;
    if (writes && toy_run.write_count < TRAIL_KEPT - 1)
        toy_run.writes[toy_run.write_count++] = digit;
}

static enum outcome point(const char *word)
{
    unsigned char at = (unsigned char)word[1];
    struct op op = {
        .call = word[0] == 'r' ? "reads" : "writes",
        .address = at == '.' ? NULL : &shared[at],
        .size = 1,
        .ready = ready_of(word),
        .outcomes = outcomes_of(word),
        .writes = !strchr("r?@+", word[0]),
    };
    if (word[0] == 'j') {
        op.target = &threads.all[at - '0'];
        op.address = &op.target->sync;
        op.size = 0;
    }
    words[schedule.current->id] = word;
    enum outcome outcome = schedule_point(&op);
    trail_add(word[0] == 'w');
    toy_run.timeouts += outcome == OUTCOME_TIMEOUT;
    return outcome;
}

/* The latest step was for nothing. */
static void vain(void)
{
    if (toy_run.step_count < TRAIL_KEPT)
        toy_run.steps[toy_run.step_count - 1].vain = true;
}

static void spin(const char *word)
{
    unsigned char at = (unsigned char)word[1];
    for (;;) {
        schedule_yield();
        point(word);
        schedule.asked++;
        if (word[0] == '+') {
            counts[at] += counts[at] < TALLY;
            footprint_effect();
        }
        if (flags[at] || counts[at] == TALLY)
            return;
        vain();
    }
}

static void give_way(const char *word)
{
    unsigned char at = (unsigned char)word[1];
    bool alone = false;
    while (!alone) {
        point(word);
        alone = ++counts[at] == 1;
        point(word);
        counts[at]--;
        schedule.asked++;
        if (!alone)
            schedule_yield();
    }
}

static void back_off(const char *word)
{
    unsigned long before = 0, row = 0;
    while (row < SOLO_NEED) {
        schedule_yield();
        point(word);
        row = schedule.steps == before + 1 ? row + 1 : 0;
        before = schedule.steps;
    }
}

static void fail(const char *word)
{
    static const char place[] = "toy";
    point(word);
    finding_assertion(place, word[1], NULL, NULL);
    schedule_stop(ENDING_FINDING);
}

/* Sets the flag if it is clear. */
static void exchange(unsigned char at)
{
    if (flags[at]) {
        footprint_only_reads(&shared[at]);
        if (toy_run.step_count < TRAIL_KEPT)
            toy_run.steps[toy_run.step_count - 1].writes = false;
    }
    flags[at] = true;
}

/* @return Whether the thread goes on after the operation. */
static bool word_do(const char *word)
{
    unsigned char at = (unsigned char)word[1];
    enum outcome outcome = OUTCOME_NORMAL;
    switch (word[0]) {
    case '@':
    case '+':
        spin(word);
        return true;
    case '~':
        back_off(word);
        return true;
    case '^':
        give_way(word);
        return true;
    case '!':
        fail(word);
        return false;
    default:
        outcome = point(word);
    }
    if (word[0] == 'k')
        exchange(at);
    if (word[0] == 'f' && outcome == OUTCOME_NORMAL)
        flags[at] = true;
    if (word[0] == 'l' || word[0] == 'u')
        owners[at] = word[0] == 'l' ? schedule.current : NULL;
    if (word[0] == 's' || word[0] == 'c') {
        flags[at] = word[0] == 's';
        schedule.changes++;
    }
    return word[0] != '?' || flags[at];
}

static void thread_live(void)
{
    const char *word = schedule.current->argument;
    if (schedule.current->id > 0)
        trail_add(false);
    while (*word && word_do(word))
        word += word[2] ? 3 : 2;
    thread_retire(NULL);
    if (threads.live_count == 0)
        schedule_stop(ENDING_COMPLETE);
    schedule_leave();
}

static unsigned toy_choose(const struct choice *choice)
{
    unsigned taken = played->choose(choice);
    toy_run.decisions++;
    if (taken < choice->count)
        return taken;
    toy_run.out_of_range = true;
    return 0;
}

/* As it is announced: an exchange learns later that it only reads. */
static void step_note(const struct move *taken)
{
    const char *word = words[taken->thread->id];
    if (toy_run.step_count == TRAIL_KEPT)
        return;
    toy_run.steps[toy_run.step_count++] = (struct toy_step){
        .thread = taken->thread->id,
        .word = word,
        .outcome = taken->outcome,
        .writes = taken->thread->op && taken->thread->op->writes,
    };
}

static void toy_step(const struct choice *choice, const struct move *taken)
{
    if (played->step)
        played->step(choice, taken);
    step_note(taken);
}

static void toy_arrive(const struct thread *self)
{
    if (played->arrive)
        played->arrive(self);
}

static void toy_end(void)
{
    if (played->end)
        played->end();
}

/* What a thread has on its stack, in the way of a probe: here it is where it is
 * in its text, but for who counts. */
void frame_digest(struct digest *digest)
{
    const char *word = words[schedule.current->id];
    digest_pointer(digest, word);
    digest->open |= word[0] == '~';
}

static void toy_digest(struct digest *digest)
{
    threads_digest(digest);
    digest_bytes(digest, flags, sizeof flags);
    digest_bytes(digest, owners, sizeof owners);
    digest_bytes(digest, counts, sizeof counts);
}

void toy_setup(void)
{
    solo_digest = toy_digest;
    schedule_setup();
    threads_setup();
    objects_setup();
    fiber_setup();
    trace_setup();
}

void toy_play(const struct toy *toy, const struct strategy *strategy)
{
    static const struct strategy watched = {.name = "watched",
                                            .choose = toy_choose,
                                            .arrive = toy_arrive,
                                            .step = toy_step,
                                            .end = toy_end};
    memset(&toy_run, 0, sizeof toy_run);
    memset(flags, 0, sizeof flags);
    memset(owners, 0, sizeof owners);
    memset(counts, 0, sizeof counts);
    for (unsigned i = 0; i < TOY_THREADS; i++)
        words[i] = "";
    played = strategy;
    threads_clear();
    objects_clear();
    wakeups_clear();
    finding_clear();
    schedule.limits = toy->limits;
    if (schedule.limits.steps == 0)
        schedule.limits.steps = TRAIL_MAX;
    schedule_begin();
    for (unsigned i = 0; i < TOY_THREADS && toy->threads[i]; i++)
        thread_make(NULL, thread_live, NULL, (void *)toy->threads[i]);
    schedule_run(&threads.all[0], &watched);
}

bool trails_add(struct trails *trails, const char *trail, unsigned preemptions)
{
    for (unsigned i = 0; i < trails->count; i++)
        if (strcmp(trails->all[i], trail) == 0)
            return false;
    if (trails->count == trails->room) {
        trails->room = trails->room ? 2 * trails->room : 64;
        trails->all = realloc(trails->all, trails->room * sizeof *trails->all);
        trails->preemptions = realloc(
            trails->preemptions, trails->room * sizeof *trails->preemptions);
        if (!trails->all || !trails->preemptions)
            abort();
    }
    trails->preemptions[trails->count] = preemptions;
    strncpy(trails->all[trails->count++], trail, TRAIL_KEPT - 1);
    return true;
}

/* One state of a program, as the recursion sees it. */
struct state {
    const struct toy *toy;
    unsigned at[TOY_THREADS]; /* words done, beginning with the start */
    bool locked[128];
    char trail[TRAIL_KEPT];
    unsigned length;
    unsigned current;
    unsigned preemptions;
};

/* What the thread would do next: NULL if it is at its end; "" if it starts. */
static const char *state_word(const struct state *state, unsigned thread)
{
    unsigned words = (unsigned)(strlen(state->toy->threads[thread]) + 1) / 3;
    unsigned at = state->at[thread];
    if (thread > 0 && at == 0)
        return "";
    at -= thread > 0;
    return at < words ? state->toy->threads[thread] + (size_t)at * 3 : NULL;
}

static bool state_ready(const struct state *state, unsigned thread)
{
    const char *word = state_word(state, thread);
    return word && (word[0] != 'l' || !state->locked[(unsigned char)word[1]]);
}

static void state_go(struct state *state, unsigned thread)
{
    const char *word = state_word(state, thread);
    if (thread != state->current && state_ready(state, state->current))
        state->preemptions++;
    if (word[0] == 'l' || word[0] == 'u')
        state->locked[(unsigned char)word[1]] = word[0] == 'l';
    state->current = thread;
    state->at[thread]++;
    state->trail[state->length++] = (char)('0' + thread);
}

static void state_explore(const struct state *state, struct trails *trails)
{
    bool ended = true;
    for (unsigned i = 0; i < TOY_THREADS && state->toy->threads[i]; i++) {
        if (!state_ready(state, i))
            continue;
        struct state next = *state;
        ended = false;
        state_go(&next, i);
        state_explore(&next, trails);
    }
    if (ended)
        trails_add(trails, state->trail, state->preemptions);
}

void trails_of(const struct toy *toy, struct trails *trails)
{
    struct state state = {.toy = toy};
    *trails = (struct trails){0};
    state_explore(&state, trails);
}

unsigned trails_within(const struct trails *trails, unsigned preemptions)
{
    unsigned count = 0;
    for (unsigned i = 0; i < trails->count; i++)
        count += trails->preemptions[i] <= preemptions;
    return count;
}
