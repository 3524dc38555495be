/*
 * Makes the pages of an intake whose records are there, as `grade run` does
 * when it has graded: pages OUT POLICY
 */
#include <stdio.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/book/gradebook.h"
#include "batch/out/pages.h"
#include "batch/similar/similar.h"

static int pages_make(const char *out, const struct intake *intake,
                      const struct policy *policy)
{
    sqlite3 *db;
    int error = gradebook_open(out, &db);
    if (!error)
        error = similar_find(intake, NULL, out);
    if (!error)
        error = gradebook_add_run(db, out, intake, policy);
    if (!error)
        error = pages_feedback(db, out);
    if (!error)
        error = pages_class(db, out);
    sqlite3_close(db);
    return error;
}

int main(int argc, char **argv)
{
    struct policy *policy = NULL;
    char *path = argc == 3 ? text_print("%s/intake.json", argv[1]) : NULL;
    json_t *document = path ? json_load_file(path, 0, NULL) : NULL;
    struct intake intake = {.count = 0};
    int error = document ? intake_of(document, &intake) : 1;
    if (!error)
        error = policy_read(argv[2], NULL, &policy);
    if (!error)
        error = pages_make(argv[1], &intake, policy);
    policy_free(policy);
    intake_close(&intake);
    json_decref(document);
    if (error)
        fprintf(stderr, "pages: error %d\n", error);
    return error != 0;
}
