/* The end of a run (see gradebook_settle.h). */
#include "batch/book/gradebook_settle.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "batch/base/sql.h"

/* What the run's records were made with, for people. */
static int versions_set(sqlite3 *db, long long run)
{
    static const char text[] =
        "UPDATE run SET (kit, compiler, seeds) = (SELECT"
        " (SELECT coalesce(group_concat(kit, '; '), '') FROM (SELECT DISTINCT"
        "  kit FROM result WHERE run = ?1 AND record NOTNULL ORDER BY 1)),"
        " (SELECT coalesce(group_concat(compiler, '; '), '') FROM (SELECT"
        "  DISTINCT compiler FROM result WHERE run = ?1 AND record NOTNULL"
        "  ORDER BY 1)),"
        " (SELECT coalesce(group_concat(seeds, '; '), '') FROM (SELECT"
        "  DISTINCT seeds FROM result WHERE run = ?1 AND record NOTNULL"
        "  ORDER BY 1)))"
        " WHERE id = ?1";
    sqlite3_stmt *statement;
    int error = sql_prepare(db, text, &statement);
    if (!error)
        error = sql_bind(statement, "i", run);
    if (!error)
        error = sql_done(statement);
    sqlite3_finalize(statement);
    return error;
}

/* Adds an answer's cells to a digest. */
static int answer_digest(sqlite3 *db, long long run, const char *question,
                         struct digest *digest)
{
    sqlite3_stmt *statement;
    int error = sql_prepare(db, question, &statement);
    if (!error)
        error = sql_bind(statement, "i", run);
    while (!error && sql_row(statement, &error)) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            bool none = sqlite3_column_type(statement, i) == SQLITE_NULL;
            digest_add(digest, none ? "-" : "+", 1);
            digest_add_text(digest, sql_text(statement, i));
        }
    }
    sqlite3_finalize(statement);
    return error;
}

/* A digest of all that the run says, except its number and its time. */
static int run_digest(sqlite3 *db, long long run, char hex[DIGEST_HEX])
{
    static const char *const questions[] = {
        "SELECT kit, compiler, seeds, policy, problems FROM run"
        " WHERE id = ?",
        "SELECT * FROM lesson WHERE id IN"
        " (SELECT lesson FROM result WHERE run = ?) ORDER BY id",
        "SELECT student.*, score, flags, points FROM total JOIN student ON id "
        "= student"
        " WHERE run = ? ORDER BY id",
        "SELECT student, lesson, state, verdict, record, source, file,"
        " handed_in, due, raw, late_days, excused, slip, penalty, overridden,"
        " note,"
        " score, flags, problems, kit, compiler, seeds"
        " FROM result WHERE run = ? ORDER BY student, lesson",
    };
    struct digest *digest = digest_begin();
    int error = digest ? 0 : ENOMEM;
    for (size_t i = 0; i < sizeof questions / sizeof questions[0] && !error;
         i++)
        error = answer_digest(db, run, questions[i], digest);
    if (digest)
        digest_end(digest, hex);
    return error;
}

int run_settle(sqlite3 *db, long long run)
{
    static const char text[] =
        "SELECT digest FROM run WHERE id < ? ORDER BY id DESC LIMIT 1";
    char hex[DIGEST_HEX];
    sqlite3_stmt *statement;
    bool same = false;
    int error = versions_set(db, run);
    if (!error)
        error = run_digest(db, run, hex);
    if (error || (error = sql_prepare(db, text, &statement)))
        return error;
    error = sql_bind(statement, "i", run);
    if (!error && sql_row(statement, &error))
        same = strcmp(sql_text(statement, 0), hex) == 0;
    sqlite3_finalize(statement);
    if (error)
        return error;
    error = sql_prepare(db,
                        same ? "DELETE FROM run WHERE id = ?"
                             : "UPDATE run SET digest = ?2 WHERE id = ?1",
                        &statement);
    if (!error)
        error = sql_bind(statement, same ? "i" : "is", run, hex);
    if (!error)
        error = sql_done(statement);
    sqlite3_finalize(statement);
    return error;
}

int run_check_decisions(sqlite3 *db, long long run, const struct policy *policy)
{
    static const char text[] =
        "SELECT 1 FROM result WHERE run = ?1 AND ?2 IN (student, '*')"
        " AND ?3 IN (lesson, '*')";
    sqlite3_stmt *statement;
    int error = sql_prepare(db, text, &statement);
    const struct policy_decision *each;
    for (size_t i = 0; !error && (each = policy_decision_at(policy, i)); i++) {
        error = sql_bind(statement, "iss", run, each->student, each->lesson);
        if (!error && !sql_row(statement, &error) && !error)
            fprintf(stderr,
                    "policy, line %d: nobody is called '%s', or %s does not "
                    "count; the line changes nothing\n",
                    each->line, each->student, each->lesson);
    }
    sqlite3_finalize(statement);
    return error;
}
