/* One source for each lesson (see choose.h). */
#include "batch/choose.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/problem.h"
#include "batch/source_file.h"

enum { NAMED_MOST = 4 /* files that a problem names */ };

/* The pieces of one lesson that are named equally well. */
struct field {
    struct collection *collection;
    const struct lesson *lesson;
    struct student *student;
    json_t *problems;
    const struct piece **piece;
    size_t count;
};

static const struct candidate *candidate_of(const struct field *field,
                                            const struct piece *piece)
{
    return &field->collection->candidate[piece->candidate];
}

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
        student->example = strdup(candidate_of(field, piece)->path);
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

static const struct {
    const char *kind, *text;
} troubles[] = {
    {"link", "This is a link. Links are not followed, so it was not taken."},
    {"not_regular", "This is no regular file, so it was not taken."},
    {"too_big", "The file has more than 1 MiB, so it was not taken."},
    {"encrypted", "The file is encrypted, so it was not taken."},
    {"damaged", "The archive is damaged here, so the file was not taken."},
    {"empty", "The file is empty, so there is nothing to grade."},
    {"too_many_files", "There is more to read than is accepted, so the file "
                       "was not taken."},
    {"unreadable", "The file can't be read, so it was not taken."}};

static void trouble_tell(const struct field *field,
                         const struct candidate *candidate)
{
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++)
        if (strcmp(troubles[i].kind, candidate->trouble) == 0)
            problem_add(field->problems, candidate->trouble, candidate->path,
                        "%s", troubles[i].text);
}

/* Leaves out what can't be taken, and says why. */
static void troubles_drop(struct field *field)
{
    size_t kept = 0;
    for (size_t i = 0; i < field->count; i++) {
        const struct candidate *candidate =
            candidate_of(field, field->piece[i]);
        if (candidate->trouble)
            trouble_tell(field, candidate);
        else
            field->piece[kept++] = field->piece[i];
    }
    field->count = kept;
}

static bool is_skeleton(const struct field *field, const struct piece *piece)
{
    return strcmp(candidate_of(field, piece)->digest,
                  field->lesson->skeleton) == 0;
}

/* Beside someone's work, the skeleton that came with the kit is no answer. */
static void skeletons_drop(struct field *field)
{
    size_t worked = 0;
    for (size_t i = 0; i < field->count; i++)
        worked += !is_skeleton(field, field->piece[i]);
    if (worked == 0 || worked == field->count)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < field->count; i++) {
        const struct piece *piece = field->piece[i];
        if (is_skeleton(field, piece))
            problem_add(field->problems, "skeleton_left_out",
                        candidate_of(field, piece)->path,
                        "This is the lesson's file as it was given out, beside "
                        "another one; the other one was taken.");
        else
            field->piece[kept++] = piece;
    }
    field->count = kept;
}

/* @return Whether all that is left is the same text; if not, that is told. */
static bool is_one(const struct field *field)
{
    bool one = true;
    const char *first = candidate_of(field, field->piece[0])->digest;
    for (size_t i = 1; i < field->count; i++)
        one = one &&
              strcmp(candidate_of(field, field->piece[i])->digest, first) == 0;
    if (one)
        return true;
    char *names = NULL;
    size_t size;
    FILE *text = open_memstream(&names, &size);
    for (size_t i = 0; text && i < field->count && i < NAMED_MOST; i++)
        fprintf(text, "%s%s", i ? ", " : "",
                candidate_of(field, field->piece[i])->path);
    if (text && field->count > NAMED_MOST)
        fprintf(text, " and %zu more", field->count - NAMED_MOST);
    if (text && fclose(text) == 0)
        problem_add(field->problems, "two_candidates",
                    candidate_of(field, field->piece[0])->path,
                    "Several files could be this lesson's, and they differ; "
                    "none was taken: %s",
                    names);
    free(names);
    return false;
}

static void marks_tell(const struct field *field,
                       const struct candidate *candidate)
{
    static const struct {
        unsigned mark;
        const char *kind, *text;
    } notes[] = {{SOURCE_BOM, "bom", "A byte order mark was removed."},
                 {SOURCE_UTF16, "utf16",
                  "The file was UTF-16 or UTF-32; it was taken "
                  "as UTF-8."},
                 {SOURCE_LATIN1, "latin1",
                  "The file is not UTF-8; it was read as "
                  "Windows-1252 (Latin-1)."},
                 {SOURCE_NULL, "null_bytes",
                  "The file has null bytes: it is no C "
                  "source, or in an encoding that is not "
                  "recognised."},
                 {SOURCE_CRLF, "crlf",
                  "Lines ended as on Windows (CR LF); they were "
                  "taken with LF. Line numbers stay."},
                 {SOURCE_CR, "cr",
                  "Lines ended with CR alone; they were taken with LF. "
                  "Line numbers stay."}};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++)
        if (candidate->marks & notes[i].mark)
            problem_add(field->problems, notes[i].kind, candidate->path, "%s",
                        notes[i].text);
}

static void choice_tell(const struct field *field, const struct piece *piece)
{
    const struct candidate *candidate = candidate_of(field, piece);
    if (piece->fit.rank != FIT_EXACT && !piece->as_delivered)
        problem_add(field->problems, "wrong_name", candidate->path,
                    "The lesson's file is named %s.c; this one was taken for "
                    "it.",
                    field->lesson->stem);
    if (piece->by_text)
        problem_add(field->problems, "lesson_by_content", candidate->path,
                    "More than one lesson has a file of this name; by the "
                    "functions in it, it is %s's.",
                    field->lesson->name);
    if (piece->fit.elsewhere)
        problem_add(field->problems, "wrong_folder", candidate->path,
                    "The folder is named for another lesson, but %s has a file "
                    "of this name; it was taken for that.",
                    field->lesson->name);
    if (is_skeleton(field, piece))
        problem_add(field->problems, "unchanged", candidate->path,
                    "The file is as it was given out.");
    if (candidate->uncommitted)
        problem_add(field->problems, "uncommitted", candidate->path,
                    "This is not what was committed last, so the file's own "
                    "time counts.");
    marks_tell(field, candidate);
}

static json_t *time_text(const struct candidate *candidate)
{
    struct tm parts;
    char text[64];
    if (!candidate->has_time || candidate->time <= 0 ||
        !gmtime_r(&candidate->time, &parts) || parts.tm_year > 8099 ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        return NULL;
    return json_string(text);
}

/* Which of several equal ones is named. */
static const struct piece *best_of(const struct field *field)
{
    const struct piece *best = field->piece[0];
    for (size_t i = 1; i < field->count; i++) {
        const struct piece *piece = field->piece[i];
        int order = strcmp(candidate_of(field, piece)->path,
                           candidate_of(field, best)->path);
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
    const struct candidate *candidate = candidate_of(field, best);
    json_t *time = time_text(candidate);
    (void)json_object_set_new(submission, "file", json_string(candidate->path));
    if (time)
        (void)json_object_set_new(submission, "time", time);
    if (best->late)
        (void)json_object_set_new(submission, "late_flag", json_true());
    if (!is_one(field))
        return 0;
    choice_tell(field, best);
    (void)json_object_set_new(submission, "source",
                              json_string(candidate->digest));
    return collection_write(field->collection, candidate, out);
}

/* A lesson that the student handed in something for. */
static int lesson_choose(struct field *field, json_t *submissions,
                         const char *out)
{
    json_t *submission = json_object();
    field->problems = json_array();
    (void)json_object_set_new(submission, "lesson",
                              json_string(field->lesson->name));
    (void)json_object_set_new(
        submission, "file",
        json_string(candidate_of(field, field->piece[0])->path));
    troubles_drop(field);
    skeletons_drop(field);
    int error = field->count ? choice_write(field, submission, out) : 0;
    if (json_object_set_new(submission, "problems", field->problems) ||
        json_array_append_new(submissions, submission))
        error = ENOMEM;
    return error;
}

static void ambiguous_tell(const struct collection *collection,
                           const struct student *student)
{
    for (size_t i = 0; i < student->pieces; i++)
        if (student->piece[i].fit.lesson == LESSON_AMBIGUOUS)
            problem_add(
                student->problems, "ambiguous_lesson",
                collection->candidate[student->piece[i].candidate].path,
                "More than one lesson has a file of this name, so it was not "
                "taken. It must lie in a folder named for its lesson.");
}

static void strange_tell(const struct student *student)
{
    if (student->strange == 1)
        problem_add(student->problems, "unknown_file", student->example,
                    "No lesson has a file of this name; it was left alone.");
    else if (student->strange > 1)
        problem_add(student->problems, "unknown_file", student->example,
                    "%zu files that no lesson names were left alone; this is "
                    "one of them.",
                    student->strange);
}

int submissions_choose(struct collection *collection, struct student *student,
                       const char *out, json_t **submissions)
{
    const struct lessons *lessons = collection->lessons;
    int error = 0;
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
        if (field.count)
            error = lesson_choose(&field, *submissions, out);
    }
    if (!error) {
        ambiguous_tell(collection, student);
        strange_tell(student);
        if (json_array_size(*submissions) == 0)
            problem_add(student->problems, "nothing", NULL,
                        "No lesson's file was handed in.");
    }
    free(room);
    return error;
}
