/* Statements and their errors (see sql.h). */
#include "batch/base/sql.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* SQLite's result as ours; errors are printed once, here. */
static int result_of(sqlite3 *db, int result)
{
    if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
        return 0;
    if (result == SQLITE_NOMEM)
        return ENOMEM;
    fprintf(stderr, "gradebook: %s\n", sqlite3_errmsg(db));
    return EIO;
}

int sql_run(sqlite3 *db, const char *text)
{
    return result_of(db, sqlite3_exec(db, text, NULL, NULL, NULL));
}

int sql_prepare(sqlite3 *db, const char *text, sqlite3_stmt **statement)
{
    return result_of(db, sqlite3_prepare_v2(db, text, -1, statement, NULL));
}

static int number_bind(sqlite3_stmt *statement, int column, double number)
{
    if (isnan(number))
        return sqlite3_bind_null(statement, column);
    return sqlite3_bind_double(statement, column, number);
}

int sql_bind(sqlite3_stmt *statement, const char *kinds, ...)
{
    int result = SQLITE_OK;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    va_list values;
    va_start(values, kinds);
    for (int i = 0; kinds[i] && result == SQLITE_OK; i++) {
        switch (kinds[i]) {
        case 's':
            result = sqlite3_bind_text(statement, i + 1,
                                       va_arg(values, const char *), -1,
                                       SQLITE_STATIC);
            break;
        case 'i':
            result =
                sqlite3_bind_int64(statement, i + 1, va_arg(values, long long));
            break;
        case 'b':
            result =
                sqlite3_bind_int(statement, i + 1, va_arg(values, int) != 0);
            break;
        case 'd':
            result = number_bind(statement, i + 1, va_arg(values, double));
            break;
        default:
            result = SQLITE_MISUSE;
        }
    }
    va_end(values);
    return result_of(sqlite3_db_handle(statement), result);
}

int sql_done(sqlite3_stmt *statement)
{
    int error =
        result_of(sqlite3_db_handle(statement), sqlite3_step(statement));
    sqlite3_reset(statement);
    return error;
}

bool sql_row(sqlite3_stmt *statement, int *error)
{
    int result = sqlite3_step(statement);
    *error = result_of(sqlite3_db_handle(statement), result);
    if (result == SQLITE_ROW)
        return true;
    sqlite3_reset(statement);
    return false;
}

const char *sql_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

double sql_number(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return NAN;
    return sqlite3_column_double(statement, column);
}
