/* The gradebook's file: made once, opened again, never mistaken. */
#include "batch/book/gradebook.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/sql.h"

static char folder[] = "build/test/gradebook.XXXXXX";

static void folder_make(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static void folder_remove(void)
{
    store_remove(folder);
}

TestSuite(gradebook, .init = folder_make, .fini = folder_remove);

Test(gradebook, a_new_one_has_the_tables)
{
    sqlite3 *db;
    cr_assert_eq(gradebook_open(folder, &db), 0);
    cr_expect_eq(sql_run(db, "SELECT * FROM latest_result, latest_student,"
                             " latest_lesson, latest_run, finding, trial"),
                 0);
    sqlite3_close(db);
}

Test(gradebook, is_opened_again_with_what_is_in_it)
{
    sqlite3 *db;
    cr_assert_eq(gradebook_open(folder, &db), 0);
    cr_assert_eq(sql_run(db, "INSERT INTO student VALUES"
                             " ('ann', 'Ann', 1, '{}', '[]')"),
                 0);
    sqlite3_close(db);
    cr_assert_eq(gradebook_open(folder, &db), 0);
    cr_expect_eq(sql_run(db, "DELETE FROM student WHERE id = 'ann'"), 0);
    cr_expect_eq(sqlite3_changes(db), 1);
    sqlite3_close(db);
}

Test(gradebook, refuses_a_result_without_a_student)
{
    sqlite3 *db;
    cr_assert_eq(gradebook_open(folder, &db), 0);
    cr_expect_eq(sql_run(db, "INSERT INTO total VALUES (1, 'ann', 1, '')"),
                 EIO);
    sqlite3_close(db);
}

Test(gradebook, refuses_another_programs_database)
{
    char *path = text_print("%s/gradebook.sqlite", folder);
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sql_run(db, "CREATE TABLE mail (id)"), 0);
    sqlite3_close(db);
    cr_expect_eq(gradebook_open(folder, &db), EIO);
    cr_expect_null(db);
    free(path);
}

Test(gradebook, refuses_a_file_that_is_no_database)
{
    char *path = text_print("%s/gradebook.sqlite", folder);
    static const char text[] = "no database at all, but long enough to look";
    cr_assert_eq(store_write(path, text, sizeof text), 0);
    sqlite3 *db;
    cr_expect_eq(gradebook_open(folder, &db), EIO);
    free(path);
}
