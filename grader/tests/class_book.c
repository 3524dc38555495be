/*
 * A made-up class in a gradebook, for batch_exports.sh: class_book OUT N [SIZE]
 *
 * N students with names that bite, each with work of their own, whose record is
 * at least SIZE bytes. Leaves in OUT what `grade run` would, and prints the
 * most memory that this took, in KiB, as the last line.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/book/gradebook.h"
#include "batch/intake/intake_file.h"
#include "batch/out/exports.h"

static const char *const names[] = {
    "=cmd|' /C calc'!A0", "<script>alert(\"1\")</script>",
    "\"quoted\", comma",  "\u202eright to left",
    "esc\033[31m\007",    "\U0001F600 & ]]> <![CDATA[",
    "new\r\nline",        "-2+3",
    "\xFF\xFE no UTF-8",  "Ann Lee"};

static const char *const verdicts[] = {"pass",      "fail",    "build",
                                       "integrity", "invalid", "fail"};

enum { NAMES = sizeof names / sizeof names[0], LESSONS = 3 };
static const char *const lessons[LESSONS] = {"01_lock", "03_deadlock",
                                             "04_condition"};

static void must(int error, const char *what)
{
    if (!error)
        return;
    fprintf(stderr, "class_book: %s: %s\n", what, strerror(error));
    exit(1);
}

static json_t *text_json(const char *text)
{
    json_t *value = json_string(text);
    return value ? value : json_string("name that was no UTF-8");
}

static void record_write(const char *out, const char *lesson, const char *key,
                         int number, size_t size)
{
    const char *verdict = verdicts[number % 6];
    int points = number % 6 == 0 ? 7 : number % 6 == 1 ? 3 : 0;
    char *path = text_print("%s/records/%s/%s.json", out, lesson, key);
    char *noise = calloc(1, size + 1);
    must(noise ? 0 : ENOMEM, "a record");
    memset(noise, 'x', size);
    json_t *finding = json_pack("{s:s, s:s, s:[{s:s, s:i, s:s}], s:s}", "kind",
                                "race", "title", names[number % (NAMES - 2)],
                                "places", "file", "counter\033.c", "line", 7,
                                "source", "x = \"</failure>\";", "raw", noise);
    json_t *record = json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:[i], s:b,"
        " s:{s:s, s:s}, s:[{s:s, s:s, s:s, s:i, s:i, s:[{s:f}], s:[o]}]}",
        "format", "lockstep-record", "version", 1, "lesson", lesson, "title",
        lesson, "source", "counter.c", "verdict", verdict, "points", points,
        "max_points", 7, "key", key, "seeds", 1, "sandbox", 1, "versions",
        "kit", "0.1.0", "compiler", "gcc", "trials", "name", "sum", "promise",
        "nothing is lost", "verdict", verdict, "points", points, "max_points",
        7, "engines", "seconds", 0.5, "findings", finding);
    must(record ? 0 : 1, "a record");
    must(store_write_json(path, record), path);
    json_decref(record);
    free(noise);
    free(path);
}

static void work_add(json_t *student, const char *out, int lesson, int number,
                     size_t size)
{
    char key[65];
    snprintf(key, sizeof key, "%064x", number * LESSONS + lesson);
    json_t *work = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[]}", "lesson",
                             lessons[lesson], "source", key, "key", key, "file",
                             "c.c", "time", "2026-12-02T10:00:00Z", "problems");
    json_array_append_new(json_object_get(student, "submissions"), work);
    record_write(out, lessons[lesson], key, number + lesson, size);
}

static json_t *student_make(const char *out, int number, size_t size)
{
    char id[16], canvas[16];
    snprintf(id, sizeof id, "s%04d", number);
    snprintf(canvas, sizeof canvas, "%d", 9000 + number);
    json_t *student = json_pack(
        "{s:s, s:o, s:b, s:{s:s, s:s}, s:[], s:[]}", "id", id, "name",
        text_json(names[number % NAMES]), "enrolled", 1, "ids", "canvas",
        canvas, "moodle", canvas, "problems", "submissions");
    for (int lesson = 0; lesson < LESSONS; lesson++)
        if ((number + lesson) % 7 != 6)
            work_add(student, out, lesson, number, size);
    return student;
}

static void sheets_write(const char *out, int students)
{
    char *path = text_print("%s/canvas_in.csv", out);
    FILE *file = fopen(path, "we");
    must(file ? 0 : errno, path);
    fprintf(file, "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (1),"
                  "Lab 3 (2),Lab 4 (3)\r\n    Points Possible,,,,,100,100,"
                  "100\r\n");
    for (int i = 0; i < students; i++)
        fprintf(file, "\"Somebody, %d\",%d,,,A,,,\r\n", i, 9000 + i);
    fclose(file);
    free(path);
    path = text_print("%s/moodle_in.csv", out);
    file = fopen(path, "we");
    must(file ? 0 : errno, path);
    fprintf(file, "ID;Name;Bewertung;Bestwertung\n");
    for (int i = 0; i < students; i++)
        fprintf(file, "\"Teilnehmer/in%d\";x;;100,00\n", 9000 + i);
    fclose(file);
    free(path);
}

static void all_make(const char *out, const struct intake *intake)
{
    sqlite3 *db;
    struct policy *policy;
    must(policy_parse("* 1 2026-12-01T12:00Z\n04_condition 2 - hidden\n"
                      "late_per_day 5\noverride s0003 01_lock 88 \"=1+1\"\n",
                      "policy", NULL, &policy),
         "the policy");
    must(gradebook_open(out, &db), "the gradebook");
    must(gradebook_add_run(db, out, intake, policy), "the run");
    must(export_grades(db, out), "grades.csv");
    must(export_gradescope(db, out), "gradescope");
    sqlite3_close(db);
    policy_free(policy);
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    const char *out = arguments[1];
    int students = atoi(arguments[2]);
    size_t size = count > 3 ? (size_t)atol(arguments[3]) : 1;
    for (int i = 0; i < LESSONS; i++) {
        char *folder = text_print("%s/records/%s", out, lessons[i]);
        must(store_folder(folder), folder);
        free(folder);
    }
    struct intake intake;
    must(intake_open(&intake, "made up"), "the intake");
    for (int i = 0; i < students; i++) {
        json_t *student = student_make(out, i, size);
        must(intake_add(&intake, student), "a student");
        json_decref(student);
    }
    sheets_write(out, students);
    all_make(out, &intake);
    intake_close(&intake);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%ld\n", usage.ru_maxrss);
    return 0;
}
