/* What follows grading (see stages.h). */
#include "batch/stages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "batch/book/gradebook.h"
#include "batch/intake/earlier.h"
#include "batch/out/exports.h"
#include "batch/out/pages.h"
#include "batch/similar/similar.h"

/* Says what failed; counts it. */
static size_t stage_failed(const char *what, int error)
{
    if (!error)
        return 0;
    fprintf(stderr, "grade: %s: %s\n", what, strerror(error));
    return 1;
}

/* What is read from the gradebook and needs nothing else. */
static const struct {
    const char *what;
    int (*make)(sqlite3 *db, const char *out);
} makers[] = {
    {"the grades (grades.csv)", export_grades},
    {"Gradescope's results (gradescope/)", export_gradescope},
    {"the students' pages (feedback/)", pages_feedback},
    {"the class page (class.html)", pages_class},
};

static size_t sheets_make(sqlite3 *db, const char *out,
                          const struct options *options)
{
    size_t failed = 0;
    if (options->canvas) {
        failed += stage_failed("Canvas's sheet (canvas.csv)",
                               export_canvas(db, out, options->canvas));
        failed += stage_failed("Canvas's feedback (canvas_feedback.zip)",
                               export_canvas_feedback(db, out));
    }
    if (options->sheet)
        failed += stage_failed("the sheet (sheet.csv)",
                               export_sheet(db, out, options->sheet));
    if (options->moodle) {
        failed += stage_failed(
            "Moodle's sheet (moodle.csv)",
            export_moodle(db, out, options->moodle, options->lesson));
        failed += stage_failed("Moodle's feedback (moodle_feedback.zip)",
                               export_moodle_feedback(db, out));
    }
    return failed;
}

size_t stages_sheets(const char *out, const struct options *options)
{
    sqlite3 *db = NULL;
    int error = gradebook_open(out, &db);
    size_t failed = stage_failed("the gradebook", error);
    if (!error)
        failed += sheets_make(db, out, options);
    sqlite3_close(db);
    return failed;
}

/* What was handed in before is compared with, and kept for the pages. */
static int similar_make(const struct intake *intake, const char *out,
                        const struct options *options)
{
    struct intake earlier = {.count = 0};
    int error =
        options->earlier ? earlier_take(options->earlier, out, &earlier) : 0;
    if (!error)
        error = similar_find(intake, options->earlier ? &earlier : NULL, out);
    intake_close(&earlier);
    return error;
}

size_t stages_run(const char *out, const struct intake *intake,
                  const struct policy *policy, const struct options *options)
{
    size_t failed = 0;
    sqlite3 *db = NULL;
    failed += stage_failed("similar submissions (similar/)",
                           similar_make(intake, out, options));
    int error = gradebook_open(out, &db);
    if (!error)
        error = gradebook_add_run(db, out, intake, policy);
    failed += stage_failed("the gradebook (gradebook.sqlite)", error);
    if (error)
        goto out_close; /* the rest is read from it */
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        failed += stage_failed(makers[i].what, makers[i].make(db, out));
    failed += sheets_make(db, out, options);
out_close:
    sqlite3_close(db);
    return failed;
}
