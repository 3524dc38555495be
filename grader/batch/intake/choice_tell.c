/* What people are told about a choice (see choice_tell.h). */
#include "batch/intake/choice_tell.h"

#include <string.h>

#include "batch/base/problem.h"
#include "batch/intake/source_file.h"

const struct candidate *field_candidate(const struct field *field,
                                        const struct piece *piece)
{
    return &field->collection->candidate[piece->candidate];
}

bool field_is_skeleton(const struct field *field, const struct piece *piece)
{
    return strcmp(field_candidate(field, piece)->digest,
                  field->lesson->skeleton) == 0;
}

enum { OFFERS_MOST = 8 /* files told one by one */ };

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

void choice_tell_trouble(const struct field *field,
                         const struct candidate *candidate)
{
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++)
        if (strcmp(troubles[i].kind, candidate->trouble) == 0)
            problem_add(field->problems, candidate->trouble, candidate->path,
                        "%s", troubles[i].text);
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

void choice_tell(const struct field *field, const struct piece *piece)
{
    const struct candidate *candidate = field_candidate(field, piece);
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
    if (field_is_skeleton(field, piece))
        problem_add(field->problems, "unchanged", candidate->path,
                    "The file is as it was given out.");
    if (candidate->uncommitted)
        problem_add(field->problems, "uncommitted", candidate->path,
                    "This is not what was committed last, so the file's own "
                    "time counts.");
    marks_tell(field, candidate);
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

/* A C file may be an answer: then a person can say of what. */
static bool is_c(const char *path)
{
    size_t length = path ? strlen(path) : 0;
    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

static void strange_tell(const struct student *student)
{
    if (student->strange == 1 && is_c(student->example))
        problem_add(student->problems, "unknown_file", student->example,
                    "No lesson has a file of this name; it was left alone. If "
                    "it is an answer, a line of the policy takes it: take %s "
                    "LESSON \"%s\"",
                    student->id, student->example);
    else if (student->strange == 1)
        problem_add(student->problems, "unknown_file", student->example,
                    "No lesson has a file of this name; it was left alone.");
    else if (student->strange > 1)
        problem_add(student->problems, "unknown_file", student->example,
                    "%zu files that no lesson names were left alone; this is "
                    "one of them.",
                    student->strange);
}

/* A lesson that came under its name needs no other file. */
static void offers_tell(struct student *student, const json_t *submissions)
{
    const char *path;
    json_t *lesson;
    size_t told = 0;
    json_object_foreach(student->offers, path, lesson)
    {
        bool came = false;
        for (size_t i = 0; i < json_array_size(submissions); i++)
            came = came ||
                   json_equal(json_object_get(json_array_get(submissions, i),
                                              "lesson"),
                              lesson);
        if (!came && told++ < OFFERS_MOST) {
            problem_offer(student->problems, path, student->id,
                          json_string_value(lesson));
            continue;
        }
        student->strange++;
        if (!student->example)
            student->example = strdup(path);
    }
}

void choice_tell_rest(const struct collection *collection,
                      struct student *student, const json_t *submissions)
{
    ambiguous_tell(collection, student);
    offers_tell(student, submissions);
    strange_tell(student);
}
