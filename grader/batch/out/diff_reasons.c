/* Reasons for changed scores (see diff_reasons.h). */
#include "batch/out/diff_reasons.h"

#include <stdarg.h>
#include <string.h>

#include "base/escape.h"
#include "batch/base/sql.h"
#include "batch/book/score.h"

enum { SIDE_COLUMNS = 17, DIGITS_SHOWN = 12 };

#define SIDE(run)                                                              \
    run ".state, " run ".verdict, " run ".record, " run ".source, " run        \
        ".note, " run ".kit, " run ".compiler, " run ".seeds, " run            \
        ".raw, " run ".penalty, " run ".score, " run ".late_days, " run        \
        ".excused, " run ".slip, "                                             \
        "' ' || " run ".flags || ' ' LIKE '% invalid %', " run                 \
        ".overridden, (SELECT group_concat(name || ' (' || max_points ||"      \
        " ')', ', ') FROM (SELECT name, max_points FROM trial WHERE record ="  \
        " " run ".record ORDER BY position))"

const char diff_row_text[] = "SELECT each.lesson, " SIDE("was") ", " SIDE(
    "is_") " FROM (SELECT DISTINCT lesson FROM result WHERE run IN (?1, ?2)) "
           "AS each"
           " LEFT JOIN result AS was ON was.run = ?1 AND was.student = ?3"
           "  AND was.lesson = each.lesson"
           " LEFT JOIN result AS is_ ON is_.run = ?2 AND is_.student = ?3"
           "  AND is_.lesson = each.lesson"
           " ORDER BY each.lesson";

static struct diff_side side_read(sqlite3_stmt *statement, int at)
{
    return (struct diff_side){
        .state = sql_text(statement, at),
        .verdict = sql_text(statement, at + 1),
        .record = sql_text(statement, at + 2),
        .source = sql_text(statement, at + 3),
        .note = sql_text(statement, at + 4),
        .kit = sql_text(statement, at + 5),
        .compiler = sql_text(statement, at + 6),
        .seeds = sql_text(statement, at + 7),
        .raw = sql_number(statement, at + 8),
        .penalty = sql_number(statement, at + 9),
        .score = sql_number(statement, at + 10),
        .late_days = sqlite3_column_int(statement, at + 11),
        .excused = sqlite3_column_int(statement, at + 12),
        .slip = sqlite3_column_int(statement, at + 13),
        .invalid = sqlite3_column_int(statement, at + 14),
        .overridden = sqlite3_column_int(statement, at + 15) != 0,
        .trials = sql_text(statement, at + 16),
    };
}

struct diff_row diff_row(sqlite3_stmt *statement)
{
    return (struct diff_row){
        .lesson = sql_text(statement, 0),
        .was = side_read(statement, 1),
        .is = side_read(statement, 1 + SIDE_COLUMNS),
    };
}

static bool is_judged_same(const struct diff_side *was,
                           const struct diff_side *is)
{
    return score_same(was->raw, is->raw) &&
           strcmp(was->verdict, is->verdict) == 0;
}

static bool is_same_record(const struct diff_row *row)
{
    return *row->was.record && strcmp(row->was.record, row->is.record) == 0;
}

bool diff_is_defect(const struct diff_row *row)
{
    return is_same_record(row) && !row->was.invalid && !row->is.invalid &&
           !is_judged_same(&row->was, &row->is);
}

/* The reasons as they are written. */
struct reasons {
    FILE *file;
    const char *before;
};

static void reason_write(struct reasons *reasons, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void reason_write(struct reasons *reasons, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs(reasons->before, reasons->file);
    vfprintf(reasons->file, format, arguments);
    va_end(arguments);
    reasons->before = "; ";
}

static void version_compare(struct reasons *reasons, const char *what,
                            const char *was, const char *is)
{
    if (strcmp(was, is) != 0)
        reason_write(reasons, "another %s (%s -> %s)", what, was, is);
}

/* Whether a list, with commas between, has that part. */
static bool list_has(const char *list, const char *part, size_t length)
{
    for (size_t size; *list; list += size) {
        size = strcspn(list, ",");
        if (size == length && strncmp(list, part, length) == 0)
            return true;
        size += strspn(list + size, ", ");
    }
    return false;
}

/* The trials of one list that are not in another, each as "name (points)". */
static void trials_write(struct reasons *reasons, const char *what,
                         const char *trials, const char *other)
{
    for (size_t length; *trials; trials += length) {
        length = strcspn(trials, ",");
        if (!list_has(other, trials, length)) {
            char trial[256];
            snprintf(trial, sizeof trial, "%.*s", (int)length, trials);
            reason_write(reasons, "%s ", what);
            escape_plain(reasons->file, trial);
        }
        length += strspn(trials + length, ", ");
    }
}

/* The same work under another key. */
static void grader_compare(struct reasons *reasons, const struct diff_side *was,
                           const struct diff_side *is)
{
    const char *before = reasons->before;
    version_compare(reasons, "kit", was->kit, is->kit);
    version_compare(reasons, "compiler", was->compiler, is->compiler);
    if (strcmp(was->seeds, is->seeds) != 0)
        reason_write(reasons, "other seeds (%s -> %s)", was->seeds, is->seeds);
    trials_write(reasons, "no more the trial", was->trials, is->trials);
    trials_write(reasons, "also the trial", is->trials, was->trials);
    if (reasons->before == before)
        reason_write(reasons, "other files of the kit, or other trials of the "
                              "instructor");
}

static void work_compare(struct reasons *reasons, const struct diff_row *row)
{
    const struct diff_side *was = &row->was, *is = &row->is;
    if (strcmp(was->state, is->state) != 0)
        reason_write(reasons, "was %s, is %s",
                     *was->state ? was->state : "not counted",
                     *is->state ? is->state : "not counted");
    if (!*was->state || !*is->state)
        return;
    if (*was->source && *is->source && strcmp(was->source, is->source) != 0)
        reason_write(reasons, "other work (%.*s -> %.*s)", DIGITS_SHOWN,
                     was->source, DIGITS_SHOWN, is->source);
    else if (*was->record && *is->record && !is_same_record(row))
        grader_compare(reasons, was, is);
    if (*was->verdict && *is->verdict && strcmp(was->verdict, is->verdict) != 0)
        reason_write(reasons, "%s -> %s", was->verdict, is->verdict);
    if (diff_is_defect(row))
        reason_write(reasons,
                     "DEFECT: the same work was judged otherwise by "
                     "the same grader (key %s)",
                     is->record);
    else if (is_same_record(row) && !is_judged_same(was, is))
        reason_write(reasons, "graded again, for the machine had failed");
}

static void lateness_compare(struct reasons *reasons,
                             const struct diff_side *was,
                             const struct diff_side *is)
{
    if (was->late_days != is->late_days)
        reason_write(reasons, "days late: %d -> %d", was->late_days,
                     is->late_days);
    if (was->excused != is->excused)
        reason_write(reasons, "days excused: %d -> %d", was->excused,
                     is->excused);
    if (was->slip != is->slip)
        reason_write(reasons, "slip days: %d -> %d", was->slip, is->slip);
    bool same = was->late_days - was->excused - was->slip ==
                is->late_days - is->excused - is->slip;
    if (same && was->penalty != is->penalty)
        reason_write(reasons, "the policy takes %g for it, not %g", is->penalty,
                     was->penalty);
}

static void override_compare(struct reasons *reasons,
                             const struct diff_side *was,
                             const struct diff_side *is)
{
    if (was->overridden && !is->overridden)
        reason_write(reasons, "no override any more");
    if (!is->overridden)
        return;
    if (was->overridden && score_same(was->score, is->score))
        return;
    reason_write(reasons, was->overridden ? "another override" : "override");
    if (*is->note) {
        fputs(" \"", reasons->file);
        escape_plain(reasons->file, is->note);
        fputc('"', reasons->file);
    }
}

void diff_reasons_write(FILE *file, const struct diff_row *row)
{
    struct reasons reasons = {file, ""};
    work_compare(&reasons, row);
    if (*row->was.state && *row->is.state) {
        lateness_compare(&reasons, &row->was, &row->is);
        override_compare(&reasons, &row->was, &row->is);
    }
    if (!*reasons.before)
        reason_write(&reasons, "DEFECT: nothing explains it");
}
