/*
 * What was handed in to earlier classes (see earlier.h). Nobody is graded by
 * it, so nothing has to be known but where each file lay.
 */
#include "batch/intake/earlier.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/intake/collection.h"
#include "batch/intake/intake.h"

/* The lesson of a file that somebody worked on, or LESSON_NONE. */
static int lesson_of(const struct collection *collection,
                     const struct candidate *candidate)
{
    int lesson = fit_path(collection->lessons, candidate->path).lesson;
    if (lesson == LESSON_AMBIGUOUS)
        lesson = candidate->by_text;
    if (candidate->trouble || lesson < 0)
        return LESSON_NONE;
    const char *given = collection->lessons->lesson[lesson].skeleton;
    return strcmp(candidate->digest, given) ? lesson : LESSON_NONE;
}

static int candidate_write(struct collection *collection,
                           const struct candidate *candidate,
                           const char *folder, struct intake *intake)
{
    int lesson = lesson_of(collection, candidate);
    if (lesson == LESSON_NONE)
        return 0;
    int error = collection_write(collection, candidate, folder);
    json_t *entry = json_pack(
        "{s:s, s:[{s:s, s:s}]}", "id", candidate->path, "submissions", "lesson",
        collection->lessons->lesson[lesson].name, "source", candidate->digest);
    if (!error)
        error = entry ? intake_add(intake, entry) : ENOMEM;
    json_decref(entry);
    return error;
}

static int all_write(struct collection *collection, const char *folder,
                     struct intake *intake)
{
    char *sources = text_print("%s/sources", folder);
    int error = sources ? store_remove(folder) : ENOMEM;
    if (!error)
        error = store_folder(sources);
    for (size_t i = 0; !error && i < collection->count; i++)
        error = candidate_write(collection, &collection->candidate[i], folder,
                                intake);
    free(sources);
    return error;
}

int earlier_take(const char *in, const char *out, struct intake *intake)
{
    struct lessons lessons = {.count = 0};
    struct collection collection = {.count = 0};
    char *folder = text_print("%s/earlier", out);
    int error = intake_open(intake, in);
    if (!error)
        error = folder ? lesson_list_find(".", &lessons) : ENOMEM;
    if (!error)
        error = collection_open(&lessons, &collection);
    if (!error) {
        collection.take = collection_entry;
        error = intake_collect(in, &collection);
        if (!error)
            error = all_write(&collection, folder, intake);
        collection_close(&collection);
    }
    if (error)
        fprintf(stderr, "grade: earlier works (%s): %s\n", in, strerror(error));
    lesson_list_free(&lessons);
    free(folder);
    return error;
}
