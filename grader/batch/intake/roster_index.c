/* Looks people up in a roster (see roster_index.h). */
#include "batch/intake/roster_index.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/intake/students.h"

static void key_add(json_t *index, const char *key, int row)
{
    json_t *known = json_object_get(index, key);
    if (!known)
        (void)json_object_set_new(index, key, json_integer(row));
    else if (json_integer_value(known) != row)
        json_integer_set(known, ROSTER_SEVERAL);
}

static void text_add(json_t *index, const char *prefix, const char *text,
                     int row)
{
    char *small = *text ? name_joined(text) : NULL;
    char *key = small && *small ? text_print("%s%s", prefix, small) : NULL;
    if (key)
        key_add(index, key, row);
    free(key);
    free(small);
}

/* Logins keep their dots: "a.lee" is not "alee". */
static char *login_key(const char *text)
{
    char *key = strdup(text);
    for (char *at = key; at && *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return key;
}

static void login_add(json_t *index, const char *text, size_t length, int row)
{
    char *part = strndup(text, length);
    char *key = part ? login_key(part) : NULL;
    if (key && *key)
        key_add(index, key, row);
    free(key);
    free(part);
}

/* Every order that comes from moving words from the front to the back, without
 * spaces: "leeann", "annlee". Canvas's names have none. */
static void rotations_add(json_t *index, const char *name, int row)
{
    char *folded = name_folded(name);
    size_t length = folded ? strlen(folded) : 0;
    for (size_t from = 0; folded && from < length; from++) {
        if (from > 0 && folded[from - 1] != ' ')
            continue;
        char *turned = text_print("%s%.*s", folded + from, (int)from, folded);
        if (turned)
            text_add(index, "", turned, row);
        free(turned);
    }
    free(folded);
}

static void names_add(json_t *index, const struct roster_row *row, int number)
{
    char *sorted = name_sorted(row->name);
    if (sorted && *sorted)
        key_add(index, sorted, number);
    free(sorted);
    rotations_add(index, row->name, number);
    char *swapped =
        *row->last ? text_print("%s %s", row->last, row->first) : NULL;
    if (swapped)
        rotations_add(index, swapped, number);
    free(swapped);
}

static void words_add(json_t *index, const char *name)
{
    char *folded = name_folded(name), *rest = NULL;
    for (char *word = folded ? strtok_r(folded, " ", &rest) : NULL; word;
         word = strtok_r(NULL, " ", &rest))
        (void)json_object_set_new(index, word, json_true());
    free(folded);
}

static void group_add(json_t *groups, const char *name, int row)
{
    char *joined = *name ? name_joined(name) : NULL;
    if (joined && *joined) {
        if (!json_object_get(groups, joined))
            (void)json_object_set_new(groups, joined, json_array());
        (void)json_array_append_new(json_object_get(groups, joined),
                                    json_integer(row));
    }
    free(joined);
}

static void row_index(struct roster_index *index, int number)
{
    const struct roster_row *row = &index->roster->row[number];
    text_add(index->by[BY_NUMBER], "moodle:", row->moodle, number);
    text_add(index->by[BY_NUMBER], "canvas:", row->canvas, number);
    const char *logins[] = {row->login, row->email, row->sis, row->canvas,
                            row->github};
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++)
        login_add(index->by[BY_LOGIN], logins[i], strlen(logins[i]), number);
    if (strchr(row->email, '@'))
        login_add(index->by[BY_LOCAL], row->email, strcspn(row->email, "@"),
                  number);
    if (*row->name)
        key_add(index->by[BY_WRITTEN], row->name, number);
    names_add(index->by[BY_NAME], row, number);
    words_add(index->words, row->name);
    group_add(index->groups, row->group, number);
}

static int look_up(const json_t *known_by, const char *key)
{
    const json_t *known = key ? json_object_get(known_by, key) : NULL;
    return known ? (int)json_integer_value(known) : ROSTER_NO_ONE;
}

static int number_find(const struct roster_index *index,
                       const struct student *student)
{
    static const char *const systems[] = {"moodle", "canvas"};
    int found = ROSTER_NO_ONE;
    for (size_t i = 0; i < 2 && found == ROSTER_NO_ONE; i++) {
        const char *number =
            json_string_value(json_object_get(student->ids, systems[i]));
        char *key = number ? text_print("%s:%s", systems[i], number) : NULL;
        found = look_up(index->by[BY_NUMBER], key);
        free(key);
    }
    return found;
}

int roster_name(const struct roster_index *index, const char *name)
{
    char *sorted = name_sorted(name);
    char *joined = name_joined(name);
    int found = look_up(index->by[BY_WRITTEN], name);
    if (found == ROSTER_NO_ONE)
        found = look_up(index->by[BY_NAME], sorted);
    if (found == ROSTER_NO_ONE)
        found = look_up(index->by[BY_NAME], joined);
    free(sorted);
    free(joined);
    return found;
}

/* A row with another number of the same platform is someone else's. */
static bool is_other(const struct roster_row *row,
                     const struct student *student)
{
    const char *canvas =
        json_string_value(json_object_get(student->ids, "canvas"));
    const char *moodle =
        json_string_value(json_object_get(student->ids, "moodle"));
    return (canvas && *row->canvas && strcmp(canvas, row->canvas) != 0) ||
           (moodle && *row->moodle && strcmp(moodle, row->moodle) != 0 &&
            strncmp(student->key, "moodle:", 7) == 0);
}

int roster_login(const struct roster_index *index, const char *name)
{
    char *login = login_key(name);
    int found = look_up(index->by[BY_LOGIN], login);
    if (found == ROSTER_NO_ONE)
        found = look_up(index->by[BY_LOCAL], login);
    free(login);
    return found;
}

int roster_whole(const struct roster_index *index, const char *text)
{
    int found = roster_login(index, text);
    return found == ROSTER_NO_ONE ? roster_name(index, text) : found;
}

json_t *roster_group(const struct roster_index *index, const char *text)
{
    char *joined = name_joined(text);
    json_t *rows = joined ? json_object_get(index->groups, joined) : NULL;
    free(joined);
    return rows;
}

int roster_find(const struct roster_index *index, const struct student *student,
                bool *by_name)
{
    *by_name = false;
    int found = number_find(index, student);
    if (found == ROSTER_NO_ONE)
        found = roster_login(index, student->name);
    if (found == ROSTER_NO_ONE) {
        found = roster_name(index, student->name);
        if (found >= 0 && is_other(&index->roster->row[found], student))
            found = ROSTER_NO_ONE;
        *by_name = true;
    }
    return found;
}

int roster_index_make(const struct roster *roster, struct roster_index *index)
{
    *index = (struct roster_index){
        .roster = roster, .words = json_object(), .groups = json_object()};
    int error = index->words && index->groups ? 0 : ENOMEM;
    for (int i = 0; i < KNOWLEDGES; i++)
        if (!(index->by[i] = json_object()))
            error = ENOMEM;
    if (error) {
        roster_index_free(index);
        return error;
    }
    for (size_t i = 0; i < roster->count; i++)
        row_index(index, (int)i);
    return 0;
}

void roster_index_free(struct roster_index *index)
{
    for (int i = 0; i < KNOWLEDGES; i++)
        json_decref(index->by[i]);
    json_decref(index->words);
    json_decref(index->groups);
    *index = (struct roster_index){0};
}
