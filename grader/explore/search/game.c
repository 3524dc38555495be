/* All that a player can come to; see game.h. */
#include "explore/search/game.h"

#include <string.h>

#include "explore/core/trace.h"
#include "explore/ground/pages.h"
#include "explore/model/atomics.h"
#include "explore/order/choices.h"
#include "explore/search/instant.h"
#include "explore/search/shared.h"

/* Steps of a schedule; and how often what is shared may be learnt anew. */
enum { LONGEST = 4000, LESSONS = 24 };

struct game game;
bool game_apart;

static const struct game_words *words;
static bool dues;                      /* races that are due end a schedule */
static bool learnt;                    /* something is shared, and was not */
static uint32_t untried[GAME_COSTS];   /* moves, by what they cost */
static uint32_t *table;                /* states by their digest */
static uint32_t way[LONGEST];          /* the moves to be taken first */
static unsigned way_length, way_taken; /* of them */
static uint32_t taking;                /* the move that is being taken */
static unsigned told;                  /* steps of the trace before it */
static struct digest here;             /* of the state, with what may follow */
static const struct choice *asked;
static uint32_t arrived; /* the state, once it is known */
static bool fresh;       /* nobody has come to it before */

enum { TABLE = 2 * GAME_STATES };

/* ---- Which steps nobody else can notice ---------------------------------- */

/* What is announced acts on so many bytes, as far as others are concerned. */
static unsigned op_size(const struct op *op)
{
    return op->size ? op->size : 1;
}

static bool op_changes(const struct op *op)
{
    bool access = op->plain || op->atomic;
    return !access || op->writes;
}

/* What the first thread does before the others begin, or after they have ended,
 * is no use. */
static bool meeting(const struct thread *self)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        if (threads.live[i]->id > 0 && threads.live[i]->steps > 0)
            return true;
    return self->id > 0;
}

static void use_note(const struct thread *thread)
{
    const struct op *op = thread->op;
    if (!op || !op->address || !meeting(thread))
        return;
    learnt |= shared_note(op->address, op_size(op), thread->id, op_changes(op));
    if (op->inside)
        learnt |= shared_note(op->inside, 1, thread->id, true);
}

static bool is_noticed(const struct op *op)
{
    if (!op->address)
        return strcmp(op->call, "starts") != 0;
    return shared_holds(op->address, op_size(op)) ||
           (op->inside && shared_holds(op->inside, 1));
}

/* @return A move to be taken without a question, or choice->count. */
static unsigned unnoticed(const struct choice *choice)
{
    for (unsigned i = 0; i < choice->count; i++) {
        const struct move *move = &choice->moves[i];
        unsigned others = 0;
        for (unsigned k = 0; k < choice->count; k++)
            others += k != i && choice->moves[k].thread == move->thread;
        if (others == 0 && move->outcome == OUTCOME_NORMAL &&
            move->thread->op && !is_noticed(move->thread->op))
            return i;
    }
    return choice->count;
}

/* ---- States -------------------------------------------------------------- */

/* A state that can't be told from others is like no other. */
static void digest_close(struct digest *digest)
{
    if (digest->open || game_apart)
        *digest = (struct digest){.a = game.state_count, .b = ~(uint64_t)0};
}

static uint32_t *state_slot(const struct digest *digest)
{
    size_t i = digest->a % TABLE;
    while (table[i] && !digest_same(&game.states[table[i]].digest, digest))
        i = (i + 1) % TABLE;
    return &table[i];
}

/* The move that is being taken is done. */
static void steps_settle(void)
{
    struct game_move *move = &game.moves[taking];
    unsigned length = trace_length();
    move->steps = game.step_count;
    for (unsigned i = told; i < length; i++) {
        uint32_t word = words->step(i);
        if (word && game.step_count < GAME_STEPS)
            game.steps[game.step_count++] = word;
    }
    move->count = game.step_count - move->steps;
    told = length;
}

/* Threads that can't go on, but for the one that made the others. */
static void waits_note(struct game_state *state, const struct choice *choice)
{
    state->waits = game.wait_count;
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        bool moves =
            thread->id == 0 || !thread->op || (!choice && thread_ready(thread));
        for (unsigned k = 0; choice && k < choice->count; k++)
            moves |= choice->moves[k].thread == thread;
        if (moves || game.wait_count == GAME_WAITS)
            continue;
        game.waits[game.wait_count++] =
            words->move(thread, OUTCOME_NORMAL, true);
        state->wait_count++;
    }
}

/* @return The state, or 0: there is no room for it. */
static uint32_t state_find(const struct digest *digest)
{
    uint32_t *slot = state_slot(digest);
    fresh = *slot == 0;
    if (!fresh)
        return *slot;
    if (game.state_count == GAME_STATES)
        return 0;
    *slot = game.state_count++;
    game.states[*slot] = (struct game_state){.digest = *digest, .by = taking};
    return *slot;
}

static void move_add(struct game_state *state, const struct move *move)
{
    const struct thread *thread = move->thread;
    const struct op *op = thread->op;
    uint16_t cost =
        (uint16_t)(game.moves[state->by].cost + move->preempts +
                   (move->outcome != OUTCOME_NORMAL && !move->preempts));
    if (cost >= GAME_COSTS)
        cost = GAME_COSTS - 1;
    bool older = op && op->older && schedule.limits.older;
    uint32_t n = game.move_count++;
    game.moves[n] = (struct game_move){
        .from = (uint32_t)(state - game.states),
        .word = words->move(thread, move->outcome, false),
        .message = older ? choice_name(thread, op, move->outcome) : 0,
        .thread = (uint16_t)thread->id,
        .outcome = older && move->outcome >= OUTCOME_OLDER
                       ? OUTCOME_NORMAL
                       : (uint16_t)move->outcome,
        .cost = cost};
    state->move_count++;
}

static void moves_note(struct game_state *state)
{
    state->moves = game.move_count;
    if (game.move_count + asked->count > GAME_MOVES)
        return;
    for (unsigned i = 0; i < asked->count; i++)
        move_add(state, &asked->moves[i]);
    for (unsigned i = asked->count; i-- > 0;) {
        struct game_move *move = &game.moves[state->moves + i];
        move->later = untried[move->cost];
        untried[move->cost] = state->moves + i;
    }
}

/* From the engine's context. */
static void state_look(void)
{
    steps_settle();
    here = instant_digest();
    digest_close(&here);
    arrived = state_find(&here);
    game.moves[taking].to = arrived;
    if (!fresh || !arrived)
        return;
    moves_note(&game.states[arrived]);
    waits_note(&game.states[arrived], asked);
}

/* ---- Schedules ----------------------------------------------------------- */

/* @return The move of the choice that was meant; the default if it is lost. */
static unsigned move_find(const struct choice *choice, uint32_t meant)
{
    const struct game_move *move = &game.moves[meant];
    for (unsigned i = 0; i < choice->count; i++) {
        const struct move *now = &choice->moves[i];
        const struct op *op = now->thread->op;
        bool older = op && op->older && schedule.limits.older;
        uint16_t outcome = older && now->outcome >= OUTCOME_OLDER
                               ? OUTCOME_NORMAL
                               : (uint16_t)now->outcome;
        if (now->thread->id == move->thread && outcome == move->outcome &&
            (!older ||
             choice_name(now->thread, op, now->outcome) == move->message))
            return i;
    }
    return 0;
}

/* Takes the move off the list of those to try. */
static uint32_t untried_next(void)
{
    for (unsigned cost = 0; cost < GAME_COSTS; cost++) {
        uint32_t move = untried[cost];
        if (!move)
            continue;
        untried[cost] = game.moves[move].later;
        return move;
    }
    return 0;
}

static void untried_drop(uint32_t move)
{
    uint32_t *at = &untried[game.moves[move].cost];
    while (*at && *at != move)
        at = &game.moves[*at].later;
    if (*at)
        *at = game.moves[move].later;
}

/* @return The move to take of those of which one is to be asked about. */
static unsigned turn_take(const struct choice *choice)
{
    if (way_taken < way_length) {
        uint32_t move = way[way_taken++];
        if (way_taken == way_length) {
            taking = move;
            told = trace_length();
        }
        return move_find(choice, move);
    }
    asked = choice;
    schedule_aside(state_look);
    if (!fresh || !arrived || game.states[arrived].move_count == 0)
        schedule_stop(ENDING_KNOWN);
    taking = game.states[arrived].moves;
    untried_drop(taking);
    return 0;
}

static unsigned game_choose(const struct choice *choice)
{
    unsigned silent = unnoticed(choice);
    return silent < choice->count ? silent : turn_take(choice);
}

/* Somebody else waits: that only one can go on is worth to be seen. */
static bool others_wait(const struct thread *self)
{
    bool wait = false;
    for (unsigned i = 0; i < threads.live_count; i++)
        wait |= threads.live[i]->id > 0 && threads.live[i] != self;
    return wait && self->id > 0 && self->op && is_noticed(self->op);
}

static void game_step(const struct choice *choice, const struct move *taken)
{
    use_note(taken->thread);
    if (choice->count == 1 && others_wait(taken->thread))
        turn_take(choice);
}

static const struct strategy strategy_game = {.name = "game",
                                              .choose = game_choose,
                                              .arrive = instant_arrive,
                                              .step = game_step};

bool game_lost(void)
{
    if (finding.kind == FINDING_RACE)
        return dues && schedule.ending == ENDING_FINDING;
    return finding.kind != FINDING_NONE;
}

/* A schedule has come to its end, which is a state, too. */
static void end_note(void)
{
    steps_settle();
    struct digest digest = {.b = 1};
    uint32_t end = words->end();
    digest_word(&digest, end);
    for (unsigned i = 0; i < threads.live_count; i++) {
        digest_word(&digest, threads.live[i]->id);
        if (threads.live[i]->op)
            digest_pointer(&digest, threads.live[i]->op->pc);
    }
    uint32_t state = state_find(&digest);
    game.moves[taking].to = state;
    game.failed |= game_lost();
    if (!fresh || !state)
        return;
    game.states[state].end = end;
    waits_note(&game.states[state], NULL);
}

/* The way from the beginning through a move. */
static bool way_find(uint32_t move)
{
    way_length = way_taken = 0;
    for (uint32_t at = move; at; at = game.states[game.moves[at].from].by)
        if (++way_length == LONGEST)
            return false;
    unsigned i = way_length;
    for (uint32_t at = move; at; at = game.states[game.moves[at].from].by)
        way[--i] = at;
    return true;
}

static void schedule_play(const struct search *search, uint32_t move)
{
    static struct search_result result;
    taking = move;
    told = 0;
    if (!way_find(move))
        return;
    shared_begin();
    trace_begin();
    search_once(search, &strategy_game, &result);
    if (schedule.ending != ENDING_KNOWN)
        end_note();
    trace_on = false;
}

static void game_clear(void)
{
    if (!game.states) {
        game.states = pages_map(GAME_STATES * sizeof *game.states);
        game.moves = pages_map(GAME_MOVES * sizeof *game.moves);
        game.steps = pages_map(GAME_STEPS * sizeof *game.steps);
        game.waits = pages_map(GAME_WAITS * sizeof *game.waits);
        table = pages_map(TABLE * sizeof *table);
    }
    memset(table, 0, TABLE * sizeof *table);
    memset(untried, 0, sizeof untried);
    game.moves[0] = (struct game_move){0};
    game.state_count = game.move_count = 1;
    game.step_count = game.wait_count = 0;
    game.failed = false;
    learnt = false;
}

static bool cut_anything(void)
{
    for (uint32_t i = 0; i < game.move_count; i++)
        if (!game.moves[i].to)
            return true;
    return false;
}

/* @return Whether what is shared was known all along. */
static bool grow_once(const struct search *search)
{
    game_clear();
    uint32_t move = 0;
    do {
        schedule_play(search, move);
        if (learnt || atomics_late())
            return false;
        move = game.state_count < GAME_STATES ? untried_next() : 0;
    } while (move);
    return true;
}

void game_grow(const struct search *search, const struct game_words *keeper,
               bool due)
{
    struct search played = *search;
    played.limits.memory_points = true;
    played.limits.older = search->rc11;
    played.limits.awaits = true;
    played.limits.until_due = dues = due;
    if (played.limits.steps > LONGEST)
        played.limits.steps = LONGEST;
    words = keeper;
    shared_forget();
    bool done = false;
    for (unsigned i = 0; i < LESSONS && !done; i++)
        done = grow_once(&played);
    game.whole = done && !cut_anything();
}
