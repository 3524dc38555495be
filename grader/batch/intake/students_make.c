/* Sorts what was found by student (see students.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/problem.h"
#include "batch/intake/piece.h"

/* What sorting needs besides. */
struct sorting {
    const struct scene *scene;
    struct students *students;
    json_t *index; /* key: index of a student */
    json_t *told;  /* what remarks: [its problem, how many places] */
    json_t *twins; /* names that two people of one download have */
};

/* What shows whose work it is: the learning platform's number where there is
 * one, else the name, letter for letter. Moodle's number is different in each
 * assignment, so there the name counts, unless two people of one download have
 * it. */
static char *key_make(const struct sorting *sorting, const struct whose *whose)
{
    static const char *const systems[] = {"name", "moodle", "canvas"};
    const char *name = whose->who.name;
    bool by_name = whose->who.form == OWNER_PLAIN ||
                   (whose->who.form == OWNER_MOODLE &&
                    !json_object_get(sorting->twins, name) &&
                    strcasecmp(name, "participant") != 0);
    if (by_name && sorting->scene->sections)
        return text_print("name:%s/%s", whose->group, name);
    return by_name ? text_print("name:%s", name)
                   : text_print("%s:%s", systems[whose->who.form],
                                whose->who.number);
}

/* A person of the roster. */
static struct student *person_get(struct sorting *sorting, int row,
                                  const struct whose *whose)
{
    struct students *students = sorting->students;
    char *key = roster_key(sorting->scene->named->index->roster, (size_t)row);
    json_t *index = key ? json_object_get(sorting->index, key) : NULL;
    struct student *student = NULL;
    if (index) {
        student = &students->student[json_integer_value(index)];
    } else if (key) {
        (void)json_object_set_new(sorting->index, key,
                                  json_integer((json_int_t)students->count));
        student = students_add(students, key, whose->who.name);
    }
    if (student)
        student->row = row;
    if (student && !student->group)
        student->group = strdup(whose->group);
    free(key);
    return student;
}

static struct student *student_get(struct sorting *sorting,
                                   const struct whose *whose)
{
    struct students *students = sorting->students;
    char *key = key_make(sorting, whose);
    json_t *index = key ? json_object_get(sorting->index, key) : NULL;
    struct student *student = NULL;
    if (index) {
        student = &students->student[json_integer_value(index)];
    } else if (key) {
        const char *number = whose->who.number;
        const char *name = *whose->who.name ? whose->who.name : number;
        char *shown = whose->who.form == OWNER_MOODLE &&
                              strcasecmp(name, "participant") == 0
                          ? text_print("%s %s", name, number)
                          : strdup(name);
        (void)json_object_set_new(sorting->index, key,
                                  json_integer((json_int_t)students->count));
        if (shown)
            student = students_add(students, key, shown);
        free(shown);
    }
    if (student && *whose->who.number) {
        const char *system =
            whose->who.form == OWNER_MOODLE ? "moodle" : "canvas";
        if (!json_object_get(student->ids, system))
            (void)json_object_set_new(student->ids, system,
                                      json_string(whose->who.number));
    }
    if (student && !student->group)
        student->group = strdup(whose->group);
    free(key);
    return student;
}

static void strange_note(size_t *count, char **example, size_t more,
                         const char *path)
{
    if (more == 0)
        return;
    if (!*example || strcmp(path, *example) < 0) {
        free(*example);
        *example = strdup(path);
    }
    *count += more;
}

/* The kit's tree has lessons/ beside solutions/; what is in the latter is not
 * the student's work. */
static bool is_kits_own(const struct sorting *sorting, const char *path)
{
    const char *found = strstr(path, "solutions/");
    if (!found || (found > path && found[-1] != '/'))
        return false;
    char *beside = text_print("%.*slessons", (int)(found - path), path);
    bool kits = beside && json_object_get(sorting->scene->collection->places,
                                          beside) != NULL;
    free(beside);
    return kits;
}

static size_t owners_count(const struct whose *whose)
{
    return whose->rows ? json_array_size(whose->rows) : 1;
}

/* The student, or one of the group. */
static struct student *owner_get(struct sorting *sorting,
                                 const struct whose *whose, size_t index)
{
    const json_t *row = json_array_get(whose->rows, index);
    return row ? person_get(sorting, (int)json_integer_value(row), whose)
               : student_get(sorting, whose);
}

static int piece_give(struct sorting *sorting, const struct whose *whose,
                      size_t index, const struct piece *piece)
{
    struct student *student = owner_get(sorting, whose, index);
    if (!student)
        return ENOMEM;
    if (piece->fit.lesson != LESSON_NONE)
        return student_add_piece(student, piece);
    const struct collection *collection = sorting->scene->collection;
    strange_note(&student->strange, &student->example, 1,
                 collection->candidate[piece->candidate].path);
    return 0;
}

static int candidate_sort(struct sorting *sorting, size_t index)
{
    const struct collection *collection = sorting->scene->collection;
    const struct candidate *candidate = &collection->candidate[index];
    struct whose whose;
    scene_whose(sorting->scene, candidate->path, &whose);
    if (!whose.known) {
        problem_add(sorting->students->problems, "no_student", candidate->path,
                    "This is a lesson's file, but nothing says whose it is; it "
                    "was left alone. Put it into a folder with the student's "
                    "name.");
        return 0;
    }
    if (is_kits_own(sorting, candidate->path))
        return 0;
    struct piece piece;
    piece_make(collection, index, &whose, &piece);
    int error = 0;
    for (size_t i = 0; !error && i < owners_count(&whose); i++)
        error = piece_give(sorting, &whose, i, &piece);
    return error;
}

/* Who handed in "ann_01.c", where "ann_notes.txt" lies beside it: the student
 * with the longest name that it begins with. */
static struct student *neighbour_find(const struct sorting *sorting,
                                      const char *name)
{
    struct student *found = NULL;
    for (size_t end = strlen(name); end > 0 && !found; end--) {
        if (!strchr("_-. ", name[end]))
            continue;
        char *key = text_print("name:%.*s", (int)end, name);
        json_t *index = key ? json_object_get(sorting->index, key) : NULL;
        if (index)
            found = &sorting->students->student[json_integer_value(index)];
        free(key);
    }
    /* Folders may come later or have come before. */
    return found && found->pieces ? found : NULL;
}

static int place_sort(struct sorting *sorting, const char *path,
                      const json_t *place)
{
    size_t files =
        (size_t)json_integer_value(json_array_get(place, PLACE_FILES));
    const char *example =
        json_string_value(json_array_get(place, PLACE_EXAMPLE));
    struct whose whose;
    scene_whose(sorting->scene, path, &whose);
    struct student *student = whose.known
                                  ? owner_get(sorting, &whose, 0)
                                  : neighbour_find(sorting, whose.inner);
    if (student)
        strange_note(&student->strange, &student->example, files, example);
    else if (!whose.known)
        strange_note(&sorting->students->strange, &sorting->students->example,
                     files, example);
    return student || !whose.known ? 0 : ENOMEM;
}

/* Notes a C file that could be an answer with whom it may be of. */
static int offer_sort(struct sorting *sorting, const char *path,
                      const char *lesson)
{
    struct whose whose;
    int error = 0;
    scene_whose(sorting->scene, path, &whose);
    for (size_t i = 0; !error && i < owners_count(&whose); i++) {
        struct student *student = whose.known
                                      ? owner_get(sorting, &whose, i)
                                      : neighbour_find(sorting, whose.inner);
        if (student)
            error =
                json_object_set_new(student->offers, path, json_string(lesson));
        else if (whose.known)
            error = ENOMEM;
        else
            problem_offer(sorting->students->problems, path, "STUDENT", lesson);
    }
    return error ? ENOMEM : 0;
}

/* Reports a remark. What is true of many places of a student is reported once,
 * with their number. */
static int remark_sort(struct sorting *sorting, const struct remark *remark)
{
    struct whose whose;
    scene_whose(sorting->scene, remark->path, &whose);
    struct student *student =
        whose.known ? owner_get(sorting, &whose, 0) : NULL;
    if (whose.known && !student)
        return ENOMEM;
    json_t *problems =
        student ? student->problems : sorting->students->problems;
    char *key = text_print("%s:%s:%s", remark->kind,
                           student ? student->key : "", remark->text);
    json_t *told = key ? json_object_get(sorting->told, key) : NULL;
    if (told) {
        json_int_t count = 1 + json_integer_value(json_array_get(told, 1));
        (void)json_array_set_new(told, 1, json_integer(count));
        (void)json_object_set_new(json_array_get(told, 0), "text",
                                  json_sprintf("%s (In %" JSON_INTEGER_FORMAT
                                               " places.)",
                                               remark->text, count));
    } else if (key) {
        problem_add(problems, remark->kind, remark->path, "%s", remark->text);
        json_t *last = json_array_get(problems, json_array_size(problems) - 1);
        (void)json_object_set_new(sorting->told, key,
                                  json_pack("[Oi]", last, 1));
    }
    free(key);
    return key ? 0 : ENOMEM;
}

/* Finds the names that two participants of one Moodle download share. */
static void twins_note(struct sorting *sorting, json_t *numbers,
                       const char *path)
{
    struct whose whose;
    scene_whose(sorting->scene, path, &whose);
    if (!whose.known || whose.who.form != OWNER_MOODLE)
        return;
    char *key = text_print("%s/%s", whose.group, whose.who.name);
    const char *number =
        key ? json_string_value(json_object_get(numbers, key)) : NULL;
    if (number && strcmp(number, whose.who.number) != 0)
        (void)json_object_set_new(sorting->twins, whose.who.name, json_true());
    else if (key)
        (void)json_object_set_new(numbers, key, json_string(whose.who.number));
    free(key);
}

static void twins_find(struct sorting *sorting)
{
    const struct collection *collection = sorting->scene->collection;
    json_t *numbers = json_object();
    for (size_t i = 0; i < collection->count; i++)
        twins_note(sorting, numbers, collection->candidate[i].path);
    const char *path;
    json_t *place;
    json_object_foreach(collection->places, path, place)
        twins_note(sorting, numbers, path);
    json_decref(numbers);
}

static int all_sort(struct sorting *sorting)
{
    const struct collection *collection = sorting->scene->collection;
    int error = 0;
    twins_find(sorting);
    for (size_t i = 0; !error && i < collection->count; i++)
        if (!collection->candidate[i].given)
            error = candidate_sort(sorting, i);
    const char *path;
    json_t *place;
    json_object_foreach(collection->places, path, place)
    {
        if (!error)
            error = place_sort(sorting, path, place);
    }
    json_object_foreach(collection->offers, path, place)
    {
        if (!error)
            error = offer_sort(sorting, path, json_string_value(place));
    }
    for (size_t i = 0; !error && i < collection->remarks; i++)
        error = remark_sort(sorting, &collection->remark[i]);
    if (!error && sorting->students->strange)
        problem_add(sorting->students->problems, "unknown_file",
                    sorting->students->example,
                    "Neither a lesson's file nor a student's folder; it was "
                    "left alone. There are %zu such files.",
                    sorting->students->strange);
    return error;
}

int students_make(const struct scene *scene, struct students *students)
{
    *students = (struct students){.problems = json_array()};
    struct sorting sorting = {.scene = scene,
                              .students = students,
                              .index = json_object(),
                              .told = json_object(),
                              .twins = json_object()};
    int error =
        students->problems && sorting.index && sorting.twins && sorting.told
            ? 0
            : ENOMEM;
    if (!error)
        error = all_sort(&sorting);
    json_decref(sorting.index);
    json_decref(sorting.twins);
    json_decref(sorting.told);
    if (error)
        students_free(students);
    return error;
}
