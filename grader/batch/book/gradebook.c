/*
 * Opening the gradebook (see gradebook.h).
 *
 * It keeps SQLite's rollback journal: a write-ahead log needs memory shared by
 * all processes that have the file open, which a folder shared over a network
 * can't give. Either way a run that is killed leaves the state before it.
 */
#include "batch/book/gradebook.h"

#include <errno.h>
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"
#include "batch/book/gradebook_schema.h"

enum {
    BUSY_MILLISECONDS = 30000, /* another run may be writing */
    GRADEBOOK_VERSION = 2,     /* user_version: grows when a table changes */
    GRADEBOOK_APPLICATION = 0x4C6F636B /* application_id: "Lock" */
};

static int number_ask(sqlite3 *db, const char *question, long *number)
{
    sqlite3_stmt *statement;
    int error = sql_prepare(db, question, &statement);
    if (error)
        return error;
    if (sql_row(statement, &error))
        *number = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return error;
}

/* Within the transaction: another run may have made the tables first. */
static int tables_make(sqlite3 *db, const char *path)
{
    long version = 0, application = 0, tables = 0;
    int error = number_ask(db, "PRAGMA user_version", &version);
    if (!error)
        error = number_ask(db, "PRAGMA application_id", &application);
    if (!error)
        error = number_ask(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (error)
        return error;
    if (tables > 0 && (application != GRADEBOOK_APPLICATION ||
                       version != GRADEBOOK_VERSION)) {
        fprintf(stderr,
                "%s: no gradebook of this kit (version %ld, not %d). Next: "
                "move it away; a new one is made from the records, without "
                "the old history.\n",
                path, version, GRADEBOOK_VERSION);
        return EIO;
    }
    if (tables > 0)
        return 0;
    char settings[96];
    snprintf(settings, sizeof settings,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             GRADEBOOK_APPLICATION, GRADEBOOK_VERSION);
    error = sql_run(db, settings);
    return error ? error : sql_run(db, gradebook_schema);
}

static int tables_need(sqlite3 *db, const char *path)
{
    int error = sql_run(db, "PRAGMA foreign_keys = ON; BEGIN IMMEDIATE");
    if (error)
        return error;
    error = tables_make(db, path);
    int ended = sql_run(db, error ? "ROLLBACK" : "COMMIT");
    return error ? error : ended;
}

int gradebook_open(const char *out, sqlite3 **db)
{
    char *path = text_print("%s/gradebook.sqlite", out);
    *db = NULL;
    if (!path)
        return ENOMEM;
    int error = 0;
    if (sqlite3_open(path, db) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", path,
                *db ? sqlite3_errmsg(*db) : "out of memory");
        error = EIO;
    }
    if (!error) {
        sqlite3_busy_timeout(*db, BUSY_MILLISECONDS);
        error = tables_need(*db, path);
    }
    if (error) {
        sqlite3_close(*db);
        *db = NULL;
    }
    free(path);
    return error;
}
