/*
 * A game for the judge; see game_report.h.
 *
 * The one idea: a game has far more steps than different ones. Each is reported
 * when it is met first, and has a number from then on.
 */
#include "explore/tell/game_report.h"

#include <string.h>

#include "explore/core/fiber.h"
#include "explore/core/locals.h"
#include "explore/core/names.h"
#include "explore/core/trace.h"
#include "explore/core/watchdog.h"
#include "explore/ground/pages.h"
#include "explore/model/crash.h"
#include "explore/model/heap.h"
#include "explore/order/choices.h"
#include "explore/search/game.h"
#include "explore/search/shared.h"
#include "explore/search/world.h"
#include "explore/tell/move_tell.h"
#include "trial/observe.h"

enum { WORDS_MAX = 1 << 14 };

/* What has a number, by its digest. */
struct words {
    uint64_t *known; /* from 1 */
    uint32_t count;
};

static struct words steps, moves, ends;
static struct observation line;

/* @return The number, and in @p fresh whether it is a new one; 0: no room. */
static uint32_t number_of(struct words *words, uint64_t digest, bool *fresh)
{
    if (!words->known)
        words->known = pages_map(WORDS_MAX * sizeof *words->known);
    *fresh = false;
    for (uint32_t i = 1; i <= words->count; i++)
        if (words->known[i] == digest)
            return i;
    if (words->count + 1 == WORDS_MAX)
        return 0;
    *fresh = true;
    words->known[++words->count] = digest;
    return words->count;
}

/* What one thread keeps to itself explains nothing, and calls of the contract
 * are no steps. */
static uint32_t step_word(unsigned at)
{
    bool fresh;
    size_t size;
    const void *address = trace_step_access(at, &size);
    if (trace_step_is_call(at) || (address && !shared_holds(address, size)))
        return 0;
    uint32_t n = number_of(&steps, trace_step_digest(at), &fresh);
    if (fresh)
        trace_step_report(at, n);
    return n;
}

static uint64_t move_digest(const struct thread *thread, enum outcome outcome,
                            bool waits)
{
    const struct op *op = thread->op;
    struct digest digest = {0};
    digest_word(&digest, thread->id);
    digest_word(&digest, (uint64_t)outcome << 1 | waits);
    if (op) {
        digest_pointer(&digest, op->call);
        digest_pointer(&digest, op->address);
        digest_pointer(&digest, op->pc);
    }
    if (op && outcome >= OUTCOME_OLDER) {
        message_id message = choice_message(thread, op, outcome);
        uint128_t newest = memory_value(op->address, op->size, op->pc);
        digest_word(&digest, (uint64_t)graph.messages[message].value);
        digest_word(&digest, (uint64_t)newest);
    }
    return digest.a ^ digest.b;
}

static uint32_t move_word(const struct thread *thread, enum outcome outcome,
                          bool waits)
{
    bool fresh;
    uint32_t n = number_of(&moves, move_digest(thread, outcome, waits), &fresh);
    if (!fresh)
        return n;
    observe_begin(&line, "move");
    observe_number(&line, "n", n);
    move_tell(&line, thread, outcome, waits);
    observe_end(&line);
    return n;
}

static const char *end_kind(void)
{
    if (schedule.ending == ENDING_CUT)
        return "cut";
    return game_lost() ? finding_word(finding.kind) : "none";
}

/* What is told of it depends on its kind; the rest is left of another one. */
static void end_tell(void)
{
    if (finding.kind == FINDING_ASSERTION || finding.kind == FINDING_STARVATION)
        observe_text(&line, "text", finding.words);
    if (finding.kind == FINDING_MISUSE)
        observe_text(&line, "text", finding.text);
    if (finding.thread)
        observe_text(&line, "thread", finding.thread->name);
}

static uint32_t end_word(void)
{
    bool fresh, lost = game_lost();
    const char *kind = end_kind();
    struct digest digest = {0};
    digest_bytes(&digest, kind, strlen(kind));
    if (lost && finding.kind != FINDING_RACE) {
        digest_bytes(&digest, finding.words, strlen(finding.words));
        digest_pointer(&digest, finding.pc);
        digest_pointer(&digest, finding.thread);
    }
    uint32_t n = number_of(&ends, digest.a ^ digest.b, &fresh);
    if (!fresh)
        return n;
    observe_begin(&line, "end");
    observe_number(&line, "n", n);
    observe_text(&line, "kind", kind);
    if (lost)
        end_tell();
    observe_end(&line);
    return n;
}

static void steps_report(const struct game_move *move)
{
    for (uint32_t i = 0; i < move->count; i++)
        observe_number(&line, NULL, game.steps[move->steps + i]);
    observe_close(&line);
}

static void state_report(const struct game_state *state)
{
    observe_open(&line, NULL, '[');
    observe_number(&line, NULL, state->end);
    observe_open(&line, NULL, '[');
    for (unsigned i = 0; i < state->wait_count; i++)
        observe_number(&line, NULL, game.waits[state->waits + i]);
    observe_close(&line);
    observe_open(&line, NULL, '[');
    for (unsigned i = 0; i < state->move_count; i++) {
        const struct game_move *move = &game.moves[state->moves + i];
        observe_open(&line, NULL, '[');
        observe_number(&line, NULL, move->word);
        observe_number(&line, NULL, move->to);
        observe_open(&line, NULL, '[');
        steps_report(move);
        observe_close(&line);
    }
    observe_close(&line);
    observe_close(&line);
}

static void states_report(void)
{
    enum { PART = 20000 }; /* of a line; no state needs more than the rest */
    for (uint32_t i = 1; i < game.state_count;) {
        observe_begin(&line, "states");
        observe_open(&line, "states", '[');
        while (i < game.state_count && line.length < PART)
            state_report(&game.states[i++]);
        observe_close(&line);
        observe_end(&line);
    }
}

static void head_report(bool due)
{
    observe_begin(&line, "game");
    observe_number(&line, "whole", game.whole);
    observe_number(&line, "due", due);
    observe_number(&line, "first", game.moves[0].to);
    observe_open(&line, "steps", '[');
    steps_report(&game.moves[0]);
    observe_end(&line);
}

void game_report(const struct search *search)
{
    static const struct game_words words = {step_word, move_word, end_word};
    world_setup();
    crash_catch();
    watchdog_start(false);
    game_grow(search, &words, false);
    bool due = !game.failed;
    if (due)
        game_grow(search, &words, true);
    due = due && game.failed;
    if (!due && !game.failed)
        game_grow(search, &words, false);
    watchdog_stop();
    names_report();
    heap_report();
    stacks_report();
    locals_report();
    head_report(due);
    states_report();
    world_clear();
}
