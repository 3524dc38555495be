/* From the explorer's observations to a game (see game.h). */
#include "judge/find/game.h"

#include <string.h>

#include "judge/find/trace.h"

/* What the explorer's numbers of one sort of words became. */
struct words {
    json_t *list;    /* those that are shown, in order */
    json_t *numbers; /* the explorer's number, as text, to a place in it */
};

/* What a picture needs of a step. */
static const char *const of_step[] = {"thread", "does",   "line",  "file",
                                      "source", "object", "holds", NULL};
static const char *const of_move[] = {"thread", "does",   "line",
                                      "file",   "source", NULL};

static json_t *part_of(const json_t *whole, const char *const *keys)
{
    json_t *part = json_object();
    for (; *keys; keys++)
        if (json_object_get(whole, *keys))
            json_object_set(part, *keys, json_object_get(whole, *keys));
    return part;
}

static void word_add(struct words *words, const json_t *told, json_t *word)
{
    char key[32];
    snprintf(key, sizeof key, "%lld", (long long)json_number(told, "n"));
    json_object_set_new(words->numbers, key,
                        json_integer((json_int_t)json_array_size(words->list)));
    json_array_append_new(words->list, word);
}

/* @return The place of the explorer's number, or -1. */
static json_int_t place_of(const struct words *words, const json_t *number)
{
    char key[32];
    snprintf(key, sizeof key, "%lld", (long long)json_integer_value(number));
    const json_t *place = json_object_get(words->numbers, key);
    return place ? json_integer_value(place) : -1;
}

/* Its value afterwards, as a person reads it. */
static void value_add(json_t *word, const json_t *step)
{
    char value[32];
    const char *result = json_text(step, "result");
    if (json_object_get(step, "count"))
        snprintf(value, sizeof value, "%lld",
                 (long long)json_number(step, "count"));
    else
        step_value(step, strcmp(result, "older") == 0 ? "newest" : "value",
                   value, sizeof value);
    if (*value)
        json_object_set_new(word, "value", json_string(value));
}

static json_t *places_of(const struct words *words, const json_t *numbers)
{
    size_t i;
    const json_t *number;
    json_t *places = json_array();
    json_array_foreach(numbers, i, number)
    {
        json_int_t place = place_of(words, number);
        if (place >= 0)
            json_array_append_new(places, json_integer(place));
    }
    return places;
}

/* What the explorer's lines become. */
struct making {
    struct evidence *evidence;
    json_t *threads;
    struct words steps, moves, ends;
    json_t *states;
};

/* What comes of a schedule, in a sentence. */
static json_t *end_make(const json_t *told)
{
    static const char *const says[][2] = {
        {"none", "The round is over, and nothing went wrong."},
        {"cut", "This round goes on for too long."},
        {"assertion", "Not as promised: "},
        {"deadlock", "No thread can go on: a deadlock."},
        {"lost-wakeup", "No thread can go on. One waits for a signal that came "
                        "before it waited."},
        {"race", "Both accesses are due at the same moment: a data race."},
        {"livelock", "The threads go round for ever: a livelock."},
        {"misuse", "Not allowed: it "},
        {"starvation", "One thread was kept out: "},
        {"crash", "The program crashes."},
        {"leak", "Memory is lost for good."},
        {"exit", "The program ends in the middle."},
    };
    char text[1024];
    const char *kind = json_text(told, "kind"), *say = "It goes wrong.";
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
        if (strcmp(kind, says[i][0]) == 0)
            say = says[i][1];
    snprintf(text, sizeof text, "%s%s", say, json_text(told, "text"));
    json_t *end = json_pack("{s:s, s:s}", "kind", kind, "text", text);
    if (*json_text(told, "text"))
        json_object_set(end, "why", json_object_get(told, "text"));
    return end;
}

/* Of a step in the code that is played, nobody needs to be told the file. */
static json_t *word_of(struct making *making, const json_t *line,
                       const char *const *keys, json_t **step)
{
    *step = step_make(making->evidence, making->threads, line);
    json_t *word = part_of(*step, keys);
    if (strcmp(json_text(word, "file"), making->evidence->settings->source) ==
        0)
        json_object_del(word, "file");
    return word;
}

static void line_take(struct making *making, const json_t *line)
{
    const char *kind = json_text(line, "t");
    if (strcmp(kind, "step") == 0) {
        json_t *step, *word = word_of(making, line, of_step, &step);
        value_add(word, step);
        if (step_is_shown(step))
            word_add(&making->steps, line, word);
        else
            json_decref(word);
        json_decref(step);
    } else if (strcmp(kind, "move") == 0) {
        json_t *step, *word = word_of(making, line, of_move, &step);
        word_add(&making->moves, line, word);
        json_decref(step);
    } else if (strcmp(kind, "end") == 0) {
        word_add(&making->ends, line, end_make(line));
    }
}

static json_t *moves_of(const struct making *making, const json_t *told)
{
    size_t i;
    const json_t *move;
    json_t *moves = json_array();
    json_array_foreach(told, i, move)
    {
        json_int_t to = json_integer_value(json_array_get(move, 1));
        json_array_append_new(
            moves,
            json_pack("[I, I, o]",
                      place_of(&making->moves, json_array_get(move, 0)), to - 1,
                      places_of(&making->steps, json_array_get(move, 2))));
    }
    return moves;
}

static void states_take(struct making *making, const json_t *line)
{
    size_t i;
    const json_t *state;
    json_array_foreach(json_object_get(line, "states"), i, state)
    {
        json_array_append_new(
            making->states,
            json_pack("[I, o, o]",
                      place_of(&making->ends, json_array_get(state, 0)),
                      places_of(&making->moves, json_array_get(state, 1)),
                      moves_of(making, json_array_get(state, 2))));
    }
}

static struct words words_begin(void)
{
    return (struct words){json_array(), json_object()};
}

json_t *game_make(struct evidence *evidence)
{
    size_t i;
    const json_t *line;
    const json_t *head = evidence_observation(evidence, "game");
    if (!head)
        return NULL;
    struct making making = {evidence,      json_array(),  words_begin(),
                            words_begin(), words_begin(), json_array()};
    json_array_foreach(evidence->observations, i, line)
    {
        line_take(&making, line);
    }
    json_array_foreach(evidence->observations, i, line)
    {
        states_take(&making, line);
    }
    json_t *game = json_pack(
        "{s:b, s:b, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "whole",
        (int)json_number(head, "whole"), "due", (int)json_number(head, "due"),
        "first", json_number(head, "first") - 1, "before",
        places_of(&making.steps, json_object_get(head, "steps")), "threads",
        making.threads, "steps", making.steps.list, "moves", making.moves.list,
        "ends", making.ends.list, "states", making.states);
    json_decref(making.steps.numbers);
    json_decref(making.moves.numbers);
    json_decref(making.ends.numbers);
    return game;
}

bool game_end_breaks(const json_t *end)
{
    const char *kind = json_text(end, "kind");
    return *kind && strcmp(kind, "none") != 0 && strcmp(kind, "cut") != 0;
}
