/*
 * Selectively uniform random walk (Zhao, Wolff, Mathur and Roychoudhury,
 * "Selectively uniform concurrency testing", ASPLOS 2025).
 *
 * The one idea: a walk that chooses threads in proportion to the operations
 * they still have to do reaches every interleaving equally often; a plain coin
 * does not. All operations are too many to be uniform over, so a schedule
 * selects one object and is uniform over the operations on it. How many each
 * thread has is learnt from the plain run.
 */
#include "explore/search/special.h"
#include "explore/search/strategies.h"

enum { EVENTS_MAX = 4096 };

/* How often a thread acted on an object in the plain run. */
struct events {
    const void *address;
    unsigned thread;
    unsigned count;
};

static struct events table[EVENTS_MAX];
static unsigned table_count;

static struct random random_surw;
static struct eagerness eagerness;
static const void *selected; /* NULL: all operations */
static unsigned remaining[FIBERS_MAX];
static unsigned thread_count;
static unsigned intended;

static void learn_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    const void *address = taken->thread->op->address;
    unsigned id = taken->thread->id;
    unsigned i = table_count;
    while (i > 0 && i + 64 > table_count &&
           (table[i - 1].address != address || table[i - 1].thread != id))
        i--;
    if (i > 0 && table[i - 1].address == address && table[i - 1].thread == id)
        table[i - 1].count++;
    else if (table_count < EVENTS_MAX)
        table[table_count++] = (struct events){address, id, 1};
}

const struct strategy strategy_learn = {
    .name = "plain", .choose = default_choose, .step = learn_step};

void surw_forget(void)
{
    table_count = 0;
}

static void intend(void)
{
    unsigned long total = 0;
    for (unsigned i = 0; i < thread_count; i++)
        total += remaining[i];
    intended = FIBERS_MAX;
    if (total == 0)
        return;
    unsigned long at = random_below(&random_surw, total);
    for (intended = 0; at >= remaining[intended]; intended++)
        at -= remaining[intended];
}

void surw_begin(uint64_t seed)
{
    random_surw = random_seed(seed);
    eagerness = eagerness_draw(&random_surw);
    selected = NULL;
    if (table_count > 0 && random_below(&random_surw, 4) != 0)
        selected = table[random_below(&random_surw, table_count)].address;
    for (unsigned i = 0; i < FIBERS_MAX; i++)
        remaining[i] = 0;
    thread_count = 0;
    for (unsigned i = 0; i < table_count; i++) {
        if (selected && table[i].address != selected)
            continue;
        remaining[table[i].thread] += table[i].count;
        if (table[i].thread >= thread_count)
            thread_count = table[i].thread + 1;
    }
    intend();
}

static bool interesting(const struct op *op)
{
    return !selected || op->address == selected;
}

static unsigned surw_choose(const struct choice *choice)
{
    static unsigned candidates[MOVES_MAX];
    unsigned count = 0, normal = 0;
    int special = special_perhaps(choice, eagerness, &random_surw);
    if (special >= 0)
        return (unsigned)special;
    for (; normal < choice->count; normal++) {
        const struct move *move = &choice->moves[normal];
        if (move->outcome != OUTCOME_NORMAL)
            break;
        if (!interesting(move->thread->op) || move->thread->id == intended)
            candidates[count++] = normal;
    }
    if (count == 0)
        return (unsigned)random_below(&random_surw, normal);
    return candidates[random_below(&random_surw, count)];
}

static void surw_step(const struct choice *choice, const struct move *taken)
{
    (void)choice;
    unsigned id = taken->thread->id;
    if (!interesting(taken->thread->op))
        return;
    if (remaining[id] > 0)
        remaining[id]--;
    if (id == intended || remaining[id] == 0)
        intend();
}

const struct strategy strategy_surw = {
    .name = "surw", .choose = surw_choose, .step = surw_step};
