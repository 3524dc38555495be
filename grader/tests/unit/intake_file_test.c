/* The intake on the disk. */
#include "batch/intake/intake_file.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"

static char folder[] = "build/test/intake_file.XXXXXX";
static struct intake intake;

static void begin(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static void end(void)
{
    intake_close(&intake);
    store_remove(folder);
}

TestSuite(intake_file, .init = begin, .fini = end);

static json_t *student(const char *id, const char *name)
{
    return json_pack("{s:s, s:s, s:[{s:s}], s:[]}", "id", id, "name", name,
                     "submissions", "lesson", "01_lock", "problems");
}

static json_t *document_make(json_t *students)
{
    return json_pack("{s:s, s:i, s:s, s:o, s:[s]}", "format", "lockstep-intake",
                     "version", 1, "in", "a \"class\"\n", "students", students,
                     "problems", "one {[,\n");
}

/* What intake_save() writes is what JSON's own writer would write. */
static void expect_saved(const json_t *document)
{
    char *text = json_dumps(document, JSON_INDENT(2));
    char *path = text_print("%s/intake.json", folder);
    cr_assert_eq(intake_of(document, &intake), 0);
    cr_assert_eq(intake_save(&intake, folder), 0);
    char *saved = file_read(path);
    cr_expect_str_eq(saved, text);
    free(saved);
    free(path);
    free(text);
}

Test(intake_file, the_document_is_saved_as_it_was)
{
    json_t *students = json_pack("[o, o]", student("ann", "Ann \"{]\nLee"),
                                 student("zo\xC3\xAB", "\xF0\x9F\x98\x80"));
    json_t *document = document_make(students);
    expect_saved(document);
    json_decref(document);
}

Test(intake_file, nobody_is_a_document_too)
{
    json_t *document = document_make(json_array());
    expect_saved(document);
    cr_expect_eq(intake.count, 0);
    json_decref(document);
}

static void expect_student(size_t index, const json_t *expected)
{
    json_t *found;
    cr_assert_eq(intake_student(&intake, index, &found), 0);
    cr_expect(json_equal(found, expected));
    json_decref(found);
}

Test(intake_file, students_are_read_in_any_order_and_changed)
{
    enum { COUNT = 40 };
    json_t *all[COUNT];
    cr_assert_eq(intake_open(&intake, "class"), 0);
    for (size_t i = 0; i < COUNT; i++) {
        char id[16];
        snprintf(id, sizeof id, "s%zu", i);
        all[i] = student(id, "x");
        cr_assert_eq(intake_add(&intake, all[i]), 0);
    }
    cr_assert_eq(intake.count, COUNT);
    for (size_t i = 0; i < COUNT; i += 3) {
        expect_student(i, all[i]);
        json_object_set_new(all[i], "name", json_string("another, longer"));
        cr_assert_eq(intake_change(&intake, i, all[i]), 0);
    }
    for (size_t i = COUNT; i-- > 0;)
        expect_student(i, all[i]);
    cr_expect_eq(intake.count, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        json_decref(all[i]);
}
