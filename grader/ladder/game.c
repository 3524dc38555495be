/* The part of a page that is played (see game.h). */
#include "ladder/game.h"

#include <string.h>

#include "base/escape.h"
#include "judge/find/evidence.h"
#include "judge/find/game.h"
#include "ladder/words.h"

/* The kind of the first end that breaks the promise; "" if there is none. */
static const char *bad_kind(const json_t *game)
{
    size_t i;
    const json_t *state;
    const json_t *ends = json_object_get(game, "ends");
    json_array_foreach(json_object_get(game, "states"), i, state)
    {
        json_int_t n = json_integer_value(json_array_get(state, 0));
        const json_t *end = n < 0 ? NULL : json_array_get(ends, (size_t)n);
        if (end && game_end_breaks(end))
            return json_text(end, "kind");
    }
    return "";
}

bool game_breaks(const json_t *game)
{
    return *bad_kind(game);
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

/* What the player is to bring about. */
static const char *goal_of(const char *kind)
{
    static const char *const goals[][2] = {
        {"deadlock", "Bring the threads to where none of them can go on."},
        {"lost-wakeup", "Make a thread wait for a signal that has been sent "
                        "already."},
        {"race", "Bring two threads to the same variable at the same moment, "
                 "one of them to write it: a data race."},
        {"misuse", "Make a thread do what its call does not allow."},
        {"livelock", "Make the threads go round and round for ever."},
        {"crash", "Make the program crash."},
        {"leak", "Make it lose memory for good."},
        {"starvation", "Keep one thread out while others go in."},
    };
    for (size_t i = 0; i < sizeof goals / sizeof goals[0]; i++)
        if (strcmp(kind, goals[i][0]) == 0)
            return goals[i][1];
    return "Bring about an end at which that is not so.";
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
    words_write(to, goal_of(bad_kind(game)));
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
