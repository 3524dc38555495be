/* Keys of moves (see play_keys.h). */
#include "judge/draw/play_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/find/evidence.h"

enum { LETTERS_SIZE = 16, ID_SIZE = 24 };

static const char alphabet[] = "abcdefghijklmnopsvwxyz";

static bool is_given(const json_t *letters, const char *wanted)
{
    const char *id;
    json_t *given;
    json_object_foreach((json_t *)letters, id, given)
    {
        if (strcmp(json_string_value(given), wanted) == 0)
            return true;
    }
    return false;
}

/* The nth of a, b, ..., z, aa, ab, ...; it counts from 1. */
static void nth_write(size_t nth, char text[LETTERS_SIZE])
{
    enum { BASE = sizeof alphabet - 1 };
    size_t length = 0;
    for (size_t rest = nth; rest > 0; rest = (rest - 1) / BASE)
        length++;
    text[length] = '\0';
    for (; nth > 0; nth = (nth - 1) / BASE)
        text[--length] = alphabet[(nth - 1) % BASE];
}

static void first_left_write(const json_t *letters, char text[LETTERS_SIZE])
{
    size_t nth = 1;
    do
        nth_write(nth++, text);
    while (is_given(letters, text));
}

/* The letter behind a name, as in "sender b", if nobody has it; else "". */
static void own_write(const json_t *letters, const char *name,
                      char text[LETTERS_SIZE])
{
    size_t length = strlen(name);
    bool alone = length == 1 || (length > 1 && name[length - 2] == ' ');
    text[0] = '\0';
    if (alone && strchr(alphabet, name[length - 1]))
        snprintf(text, LETTERS_SIZE, "%s", name + length - 1);
    if (is_given(letters, text))
        text[0] = '\0';
}

/* First those whose names have a letter, so that no other has taken it. */
static void letters_give(json_t *letters, json_t *const *moves, size_t count)
{
    for (size_t i = 0; i < 2 * count; i++) {
        const json_t *move = moves[i % count];
        char id[ID_SIZE], text[LETTERS_SIZE];
        snprintf(id, sizeof id, "%lld", (long long)json_number(move, "id"));
        if (json_object_get(letters, id))
            continue;
        if (json_number(move, "id") == 0)
            snprintf(text, sizeof text, "t");
        else if (i < count)
            own_write(letters, json_text(move, "thread"), text);
        else
            first_left_write(letters, text);
        if (*text)
            json_object_set_new(letters, id, json_string(text));
    }
}

/* By thread; those of one thread stay in the order of the schedule. */
static int move_compare(const void *a, const void *b)
{
    const json_t *const *one = a, *const *other = b;
    json_int_t by_thread = json_number(*one, "id") - json_number(*other, "id");
    json_int_t by_n = json_number(*one, "n") - json_number(*other, "n");
    json_int_t order = by_thread ? by_thread : by_n;
    return (order > 0) - (order < 0);
}

/* A copy of a move, with its key: the nth of its thread. */
static json_t *move_keyed(const json_t *letters, json_t *move, size_t nth)
{
    char id[ID_SIZE], key[LETTERS_SIZE + ID_SIZE];
    snprintf(id, sizeof id, "%lld", (long long)json_number(move, "id"));
    int n = snprintf(key, sizeof key, "%s", json_text(letters, id));
    if (nth > 1)
        snprintf(key + n, sizeof key - (size_t)n, "%zu", nth);
    json_t *keyed = json_copy(move);
    json_object_set_new(keyed, "key", json_string(key));
    return keyed;
}

json_t *moves_keyed(json_t *letters, const json_t *moves)
{
    size_t i, nth = 0, count = json_array_size(moves);
    json_t **sorted = calloc(count + 1, sizeof(json_t *));
    json_t *keyed = json_array();
    if (!sorted || !keyed) {
        free(sorted);
        json_decref(keyed);
        return NULL;
    }
    for (i = 0; i < count; i++)
        sorted[i] = json_array_get(moves, i);
    qsort(sorted, count, sizeof sorted[0], move_compare);
    letters_give(letters, sorted, count);
    for (i = 0; i < count; i++) {
        json_int_t id = json_number(sorted[i], "id");
        nth = i > 0 && id == json_number(sorted[i - 1], "id") ? nth + 1 : 1;
        json_array_append_new(keyed, move_keyed(letters, sorted[i], nth));
    }
    free(sorted);
    return keyed;
}

json_int_t move_typed(const json_t *keyed, const char *typed)
{
    size_t i, length = strcspn(typed, "0123456789");
    const json_t *move;
    if (strcmp(typed + length, "1") != 0)
        length = strlen(typed);
    json_array_foreach(keyed, i, move)
    {
        const char *key = json_text(move, "key");
        json_int_t n = json_number(move, "n");
        if (length == 0
                ? n == 0
                : strlen(key) == length && strncmp(key, typed, length) == 0)
            return n;
    }
    return -1;
}
