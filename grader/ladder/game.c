/* The part of a page that is played (see game.h). */
#include "ladder/game.h"

#include <string.h>

#include "base/escape.h"
#include "judge/find/evidence.h"
#include "judge/find/game.h"
#include "ladder/words.h"

/* An end that breaks the promise: the first that there is. */
struct loss {
    size_t number; /* of the state */
    const json_t *state, *end;
};

static bool loss_find(const json_t *game, struct loss *loss)
{
    const json_t *ends = json_object_get(game, "ends");
    json_array_foreach(json_object_get(game, "states"), loss->number,
                       loss->state)
    {
        json_int_t n = json_integer_value(json_array_get(loss->state, 0));
        loss->end = n < 0 ? NULL : json_array_get(ends, (size_t)n);
        if (loss->end && game_end_breaks(loss->end))
            return true;
    }
    return false;
}

bool game_breaks(const json_t *game)
{
    struct loss loss;
    return loss_find(game, &loss);
}

static bool asks(const json_t *game)
{
    size_t i;
    const json_t *state;
    json_array_foreach(json_object_get(game, "states"), i, state)
    {
        if (json_array_size(json_array_get(state, 2)) > 1)
            return true;
    }
    return false;
}

bool game_is_one(const json_t *game)
{
    return game_breaks(game) && asks(game);
}

/* A word of a sort (steps, moves), by its place. */
static const json_t *word_at(const json_t *game, const char *sort,
                             const json_t *place)
{
    return json_array_get(json_object_get(game, sort),
                          (size_t)json_integer_value(place));
}

static const char *thread_of(const json_t *game, const json_t *word)
{
    size_t thread = (size_t)json_number(word, "thread");
    return json_string_value(
        json_array_get(json_object_get(game, "threads"), thread));
}

/* What the last step before the loss was about; "" if it has no name. */
static const char *last_object(const json_t *game, const struct loss *loss)
{
    size_t i, k;
    const json_t *state, *move;
    json_array_foreach(json_object_get(game, "states"), i, state)
    {
        json_array_foreach(json_array_get(state, 2), k, move)
        {
            const json_t *steps = json_array_get(move, 2);
            size_t count = json_array_size(steps);
            if (json_integer_value(json_array_get(move, 1)) ==
                    (json_int_t)loss->number &&
                count > 0)
                return json_text(
                    word_at(game, "steps", json_array_get(steps, count - 1)),
                    "object");
        }
    }
    return "";
}

/* Who waits for what where nobody can go on: "a waits for `x` and b ...". */
static void waits_write(FILE *to, const json_t *game, const struct loss *loss)
{
    const json_t *waits = json_array_get(loss->state, 1), *place;
    size_t i, count = json_array_size(waits);
    json_array_foreach(waits, i, place)
    {
        const json_t *word = word_at(game, "moves", place);
        const char *name = thread_of(game, word);
        words_write(to, i == 0 ? "" : i + 1 < count ? ", " : " and ");
        words_write(to, name ? name : "a thread");
        words_write(to, " ");
        words_write(to, json_text(word, "does"));
    }
}

/* What is to be brought about, by its kind; of what stands in for %: who waits,
 * the object of the last step, or why it is wrong. Without that, the second. */
static const struct goal {
    const char *kind;
    const char *named;
    const char *plain;
} goals[] = {
    {"deadlock", "Bring the threads to where none of them can go on: %.",
     "Bring the threads to where none of them can go on."},
    {"lost-wakeup",
     "Send the signal before somebody waits for it, so that in the end %.",
     "Make a thread wait for a signal that has been sent already."},
    {"race",
     "Bring two threads to % at the same moment, one of them to write it: a "
     "data race.",
     "Bring two threads to the same variable at the same moment, one of them "
     "to write it: a data race."},
    {"assertion", "Make the trial say at the end: %.",
     "Bring about an end at which that is not so."},
    {"misuse", "Make a thread do what is not allowed: it %.",
     "Make a thread do what its call does not allow."},
    {"livelock", NULL, "Make the threads go round and round for ever."},
    {"crash", NULL, "Make the program crash."},
    {"leak", NULL, "Make it lose memory for good."},
    {"starvation", NULL, "Keep one thread out while others go in."},
    {"", NULL, "Bring about an end at which that is not so."},
};

static void goal_write(FILE *to, const json_t *game)
{
    struct loss loss;
    const struct goal *goal = goals;
    if (!loss_find(game, &loss))
        return;
    const char *kind = json_text(loss.end, "kind");
    while (*goal->kind && strcmp(goal->kind, kind) != 0)
        goal++;
    bool hang =
        strcmp(kind, "deadlock") == 0 || strcmp(kind, "lost-wakeup") == 0;
    bool race = strcmp(kind, "race") == 0;
    const char *name =
        race ? last_object(game, &loss) : json_text(loss.end, "why");
    bool known =
        hang ? json_array_size(json_array_get(loss.state, 1)) > 0 : *name;
    if (!goal->named || !known) {
        words_write(to, goal->plain);
        return;
    }
    const char *gap = strchr(goal->named, '%');
    char before[160];
    snprintf(before, sizeof before, "%.*s", (int)(gap - goal->named),
             goal->named);
    words_write(to, before);
    if (hang)
        waits_write(to, game, &loss);
    else
        words_write(to, name);
    words_write(to, gap + 1);
}

void game_write(FILE *to, const json_t *game, const char *script,
                const char *lesson)
{
    const char *trial = json_text(game, "trial");
    fputs("<section class=\"game\" data-game=\"", to);
    escape_html(to, script);
    fputs("\">\n<h2 class=\"game-title\">You are the scheduler</h2>\n"
          "<p>The trial <code>",
          to);
    escape_html(to, trial);
    fputs("</code> promises: ", to);
    words_write(to, json_text(game, "promise"));
    fputs(". Break it. At each point you choose which thread goes on.</p>\n"
          "<p class=\"game-goal\"><strong>Your goal:</strong> ",
          to);
    goal_write(to, game);
    fprintf(to,
            "</p>\n<p class=\"game-off\">On a terminal: <code>make play "
            "L=%s T=",
            lesson);
    escape_html(to, trial);
    fputs("</code></p>\n</section>\n", to);
}

/* The source of an answer is not for everybody. */
static void lines_drop(json_t *words)
{
    size_t i;
    json_t *word;
    json_array_foreach(words, i, word)
    {
        json_object_del(word, "line");
        json_object_del(word, "file");
        json_object_del(word, "source");
    }
}

void game_script(FILE *to, const json_t *broken, json_t *right)
{
    lines_drop(json_object_get(right, "steps"));
    lines_drop(json_object_get(right, "moves"));
    fputs("lockstepGame(", to);
    json_dumpf(broken, to, JSON_COMPACT);
    if (right) {
        fputs(",\n", to);
        json_dumpf(right, to, JSON_COMPACT);
    }
    fputs(");\n", to);
}
