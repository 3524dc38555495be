/* One source for each lesson (see choose.h). */
#include "batch/intake/choose.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/problem.h"
#include "batch/intake/attempt.h"
#include "batch/intake/choice_tell.h"

enum {
    NAMED_MOST = 4, /* files that a problem names */
    KIT_LEAST = 3   /* untouched lessons that make a copy of the kit */
};

/* File names that mean a lesson for sure are one class, the others are two. */
static int class_of(const struct piece *piece)
{
    return piece->fit.rank <= FIT_RENAMED ? FIT_RENAMED : piece->fit.rank;
}

static void strange_add(struct field *field, const struct piece *piece)
{
    struct student *student = field->student;
    student->strange++;
    if (!student->example)
        student->example = strdup(field_candidate(field, piece)->path);
}

/* Keeps the pieces of the lesson that are named best. */
static void pieces_gather(struct field *field, int lesson)
{
    const struct student *student = field->student;
    int best = FIT_FOLDER;
    for (size_t i = 0; i < student->pieces; i++)
        if (student->piece[i].fit.lesson == lesson &&
            class_of(&student->piece[i]) < best)
            best = class_of(&student->piece[i]);
    for (size_t i = 0; i < student->pieces; i++) {
        const struct piece *piece = &student->piece[i];
        if (piece->fit.lesson != lesson)
            continue;
        if (class_of(piece) == best)
            field->piece[field->count++] = piece;
        else
            strange_add(field, piece);
    }
}

/* Leaves out what can't be taken, and says why. */
static void troubles_drop(struct field *field)
{
    size_t kept = 0;
    for (size_t i = 0; i < field->count; i++) {
        const struct candidate *candidate =
            field_candidate(field, field->piece[i]);
        if (candidate->trouble)
            choice_tell_trouble(field, candidate);
        else
            field->piece[kept++] = field->piece[i];
    }
    field->count = kept;
}

/* Beside someone's work, the skeleton that came with the kit is no answer. */
static void skeletons_drop(struct field *field)
{
    size_t worked = 0;
    for (size_t i = 0; i < field->count; i++)
        worked += !field_is_skeleton(field, field->piece[i]);
    if (worked == 0 || worked == field->count)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < field->count; i++) {
        const struct piece *piece = field->piece[i];
        if (field_is_skeleton(field, piece))
            problem_add(field->problems, "skeleton_left_out",
                        field_candidate(field, piece)->path,
                        "This is the lesson's file as it was given out, beside "
                        "another one; the other one was taken.");
        else
            field->piece[kept++] = piece;
    }
    field->count = kept;
}

/* @return Whether all that is left is the same text; if not, reports that. */
static bool is_one(const struct field *field)
{
    bool one = true;
    const char *first = field_candidate(field, field->piece[0])->digest;
    for (size_t i = 1; i < field->count; i++)
        one = one && strcmp(field_candidate(field, field->piece[i])->digest,
                            first) == 0;
    if (one)
        return true;
    char *names = NULL;
    size_t size;
    FILE *text = open_memstream(&names, &size);
    for (size_t i = 0; text && i < field->count && i < NAMED_MOST; i++)
        fprintf(text, "%s%s", i ? ", " : "",
                field_candidate(field, field->piece[i])->path);
    if (text && field->count > NAMED_MOST)
        fprintf(text, " and %zu more", field->count - NAMED_MOST);
    if (text && fclose(text) == 0)
        problem_add(field->problems, "two_candidates",
                    field_candidate(field, field->piece[0])->path,
                    "Several files could be this lesson's, and they differ; "
                    "none was taken: %s",
                    names);
    free(names);
    return false;
}

static json_t *time_text(const struct candidate *candidate,
                         const struct piece *piece)
{
    char text[MOMENT_TEXT];
    bool known = piece->stamped || (candidate->has_time && !piece->undated);
    time_t time = piece->stamped ? piece->time : candidate->time;
    if (!known || time <= 0 || !*moment_text(time, text))
        return NULL;
    return json_string(text);
}

/* Which of several equal ones is named. */
static const struct piece *best_of(const struct field *field)
{
    const struct piece *best = field->piece[0];
    for (size_t i = 1; i < field->count; i++) {
        const struct piece *piece = field->piece[i];
        int order = strcmp(field_candidate(field, piece)->path,
                           field_candidate(field, best)->path);
        if (piece->fit.rank < best->fit.rank ||
            (piece->fit.rank == best->fit.rank && order < 0))
            best = piece;
    }
    return best;
}

static int choice_write(struct field *field, json_t *submission,
                        const char *out)
{
    const struct piece *best = best_of(field);
    const struct candidate *candidate = field_candidate(field, best);
    json_t *time = time_text(candidate, best);
    char due[MOMENT_TEXT];
    (void)json_object_set_new(submission, "file", json_string(candidate->path));
    if (time)
        (void)json_object_set_new(submission, "time", time);
    if (best->has_due)
        (void)json_object_set_new(submission, "due",
                                  json_string(moment_text(best->due, due)));
    if (best->points > 0)
        (void)json_object_set_new(submission, "points",
                                  json_real(best->points));
    if (best->late || best->in_time)
        (void)json_object_set_new(submission, "late_flag",
                                  json_boolean(best->late));
    if (!is_one(field))
        return 0;
    choice_tell(field, best);
    (void)json_object_set_new(submission, "source",
                              json_string(candidate->digest));
    return collection_write(field->collection, candidate, out);
}

/* Whether a piece is as it was given out, where the kit has it. */
static bool is_untouched(const struct collection *collection,
                         const struct piece *piece)
{
    if (piece->fit.lesson < 0)
        return false;
    const struct lesson *lesson =
        &collection->lessons->lesson[piece->fit.lesson];
    const struct candidate *candidate =
        &collection->candidate[piece->candidate];
    if (strcmp(candidate->digest, lesson->skeleton) != 0)
        return false;
    char *place = text_print("lessons/%s/%s.c", lesson->name, lesson->stem);
    size_t size = place ? strlen(place) : 0;
    size_t length = strlen(candidate->path);
    bool kits = place && length >= size &&
                strcmp(candidate->path + length - size, place) == 0 &&
                (length == size || candidate->path[length - size - 1] == '/');
    free(place);
    return kits;
}

/* Whoever handed in a copy of the kit did not mean the lessons that nobody
 * touched. */
static bool has_kit(const struct collection *collection,
                    const struct student *student)
{
    size_t untouched = 0;
    for (size_t i = 0; i < student->pieces; i++)
        untouched += is_untouched(collection, &student->piece[i]);
    return untouched >= KIT_LEAST;
}

static bool is_all_untouched(const struct field *field)
{
    for (size_t i = 0; i < field->count; i++)
        if (!is_untouched(field->collection, field->piece[i]))
            return false;
    return true;
}

/* A lesson for which the student handed in something. */
static int lesson_choose(struct field *field, json_t *submissions,
                         const char *out)
{
    json_t *submission = json_object();
    field->problems = json_array();
    (void)json_object_set_new(submission, "lesson",
                              json_string(field->lesson->name));
    (void)json_object_set_new(
        submission, "file",
        json_string(field_candidate(field, field->piece[0])->path));
    int error = attempts_drop(field);
    troubles_drop(field);
    skeletons_drop(field);
    if (!error && field->count)
        error = choice_write(field, submission, out);
    if (json_object_set_new(submission, "problems", field->problems) ||
        json_array_append_new(submissions, submission))
        error = ENOMEM;
    return error;
}

int submissions_choose(struct collection *collection, struct student *student,
                       const char *out, json_t **submissions)
{
    const struct lessons *lessons = collection->lessons;
    int error = 0;
    bool kit = has_kit(collection, student);
    const struct piece **room = calloc(student->pieces + 1, sizeof *room);
    *submissions = json_array();
    if (!room || !*submissions)
        error = ENOMEM;
    for (size_t i = 0; !error && i < lessons->count; i++) {
        struct field field = {.collection = collection,
                              .lesson = &lessons->lesson[i],
                              .student = student,
                              .piece = room};
        pieces_gather(&field, (int)i);
        if (field.count && !(kit && is_all_untouched(&field)))
            error = lesson_choose(&field, *submissions, out);
    }
    if (!error) {
        choice_tell_rest(collection, student, *submissions);
        if (json_array_size(*submissions) == 0)
            problem_add(student->problems, "nothing", NULL,
                        kit ? "A copy of the kit was handed in, with every "
                              "lesson's file as it was given out."
                            : "No lesson's file was handed in.");
    }
    free(room);
    return error;
}
