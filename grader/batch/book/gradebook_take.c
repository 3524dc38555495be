/* Records into tables (see gradebook_take.h). */
#include "batch/book/gradebook_take.h"

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/output.h"
#include "batch/base/sql.h"
#include "judge/find/evidence.h"

enum { STAMP = 64, HEX_DIGITS = 64 };
enum statement { KNOWN, FORGET, RECORD, TRIAL, FINDING, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [KNOWN] = "SELECT verdict, points, max_points, stamp,"
              " verdict = 'invalid' OR EXISTS (SELECT 1 FROM trial WHERE"
              " record = key AND trial.verdict = 'invalid')"
              " FROM record WHERE key = ?",
    [FORGET] = "DELETE FROM trial WHERE record = ?",
    [RECORD] = "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
               " ON CONFLICT (key) DO UPDATE SET verdict = excluded.verdict,"
               " points = excluded.points, max_points = excluded.max_points,"
               " seconds = excluded.seconds, kit = excluded.kit,"
               " compiler = excluded.compiler, seeds = excluded.seeds,"
               " sandbox = excluded.sandbox, stamp = excluded.stamp",
    [TRIAL] = "INSERT INTO trial VALUES (?,?,?,?,?,?,?,?)",
    [FINDING] = "INSERT INTO finding VALUES (?,?,?,?,?,?,?)",
};

struct taker {
    sqlite3 *db;
    const char *out;
    sqlite3_stmt *statement[STATEMENTS];
};

/* A record being taken. */
struct taking {
    const char *lesson, *key, *path; /* the path below OUT */
    char stamp[STAMP];
    const json_t *record;
};

int taker_open(sqlite3 *db, const char *out, struct taker **taker)
{
    *taker = calloc(1, sizeof **taker);
    if (!*taker)
        return ENOMEM;
    (*taker)->db = db;
    (*taker)->out = out;
    int error = 0;
    for (int i = 0; i < STATEMENTS && !error; i++)
        error = sql_prepare(db, texts[i], &(*taker)->statement[i]);
    if (error) {
        taker_close(*taker);
        *taker = NULL;
    }
    return error;
}

void taker_close(struct taker *taker)
{
    for (int i = 0; taker && i < STATEMENTS; i++)
        sqlite3_finalize(taker->statement[i]);
    free(taker);
}

/* The verdict as a constant; NULL for what is none. */
static const char *verdict_known(const char *verdict)
{
    static const char *const known[] = {"pass", "fail", "build", "integrity",
                                        "invalid"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (verdict && strcmp(verdict, known[i]) == 0)
            return known[i];
    return NULL;
}

static long long integer(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* What the engines of a trial took. */
static double trial_seconds(const json_t *trial)
{
    double seconds = 0;
    size_t i;
    const json_t *engine;
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        seconds += json_number_value(json_object_get(engine, "seconds"));
    }
    return seconds;
}

static double record_seconds(const json_t *record)
{
    double seconds = 0;
    size_t i;
    const json_t *trial;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        seconds += trial_seconds(trial);
    }
    return seconds;
}

/* `1 7 8`; owned by the caller. */
static char *seeds_text(const json_t *record)
{
    struct output output;
    size_t i;
    const json_t *seed;
    if (output_open(&output))
        return NULL;
    json_array_foreach(json_object_get(record, "seeds"), i, seed)
        fprintf(output.file, "%s%lld", i ? " " : "",
                (long long)json_integer_value(seed));
    return output_take(&output);
}

static int finding_insert(struct taker *taker, const char *key, size_t trial,
                          size_t position, const json_t *finding)
{
    sqlite3_stmt *statement = taker->statement[FINDING];
    const json_t *place = json_array_get(json_object_get(finding, "places"), 0);
    int error =
        sql_bind(statement, "siiss", key, (long long)trial, (long long)position,
                 json_text(finding, "kind"), json_text(finding, "title"));
    if (!error && place) {
        sqlite3_bind_text(statement, 6, json_text(place, "file"), -1,
                          SQLITE_STATIC);
        sqlite3_bind_int64(statement, 7, integer(place, "line"));
    }
    return error ? error : sql_done(statement);
}

static int trial_insert(struct taker *taker, const char *key, size_t position,
                        const json_t *trial)
{
    sqlite3_stmt *statement = taker->statement[TRIAL];
    int error = sql_bind(statement, "sisssiid", key, (long long)position,
                         json_text(trial, "name"), json_text(trial, "promise"),
                         json_text(trial, "verdict"), integer(trial, "points"),
                         integer(trial, "max_points"), trial_seconds(trial));
    if (!error)
        error = sql_done(statement);
    size_t i;
    const json_t *finding;
    json_array_foreach(json_object_get(trial, "findings"), i, finding)
    {
        if (!error)
            error = finding_insert(taker, key, position, i, finding);
    }
    return error;
}

static int record_insert(struct taker *taker, const struct taking *taking)
{
    const json_t *record = taking->record;
    const json_t *versions = json_object_get(record, "versions");
    sqlite3_stmt *statement = taker->statement[RECORD];
    char *seeds = seeds_text(record);
    int error = seeds ? 0 : ENOMEM;
    if (!error)
        error = sql_bind(
            statement, "sssssiidsssbs", taking->key, taking->lesson,
            json_text(record, "source_sha256"), taking->path,
            json_text(record, "verdict"), integer(record, "points"),
            integer(record, "max_points"), record_seconds(record),
            json_text(versions, "kit"), json_text(versions, "compiler"), seeds,
            json_is_true(json_object_get(record, "sandbox")), taking->stamp);
    if (!error)
        error = sql_done(statement);
    free(seeds);
    if (!error)
        error = sql_bind(taker->statement[FORGET], "s", taking->key);
    if (!error)
        error = sql_done(taker->statement[FORGET]);
    size_t i;
    const json_t *trial;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        if (!error)
            error = trial_insert(taker, taking->key, i, trial);
    }
    return error;
}

/* What the tables say; the stamp is "" if they don't. */
static int known_ask(struct taker *taker, const char *key,
                     struct record_facts *facts, char stamp[STAMP])
{
    sqlite3_stmt *statement = taker->statement[KNOWN];
    *facts = (struct record_facts){0};
    stamp[0] = '\0';
    int error = sql_bind(statement, "s", key);
    if (error || !sql_row(statement, &error))
        return error;
    facts->verdict = verdict_known(sql_text(statement, 0));
    facts->points = sqlite3_column_int64(statement, 1);
    facts->max_points = sqlite3_column_int64(statement, 2);
    snprintf(stamp, STAMP, "%s", sql_text(statement, 3));
    facts->broken = sqlite3_column_int(statement, 4);
    sqlite3_reset(statement);
    return 0;
}

/* Equal keys, different verdicts: somebody must look at the grader. */
static void flip_tell(const struct taking *taking,
                      const struct record_facts *was,
                      const struct record_facts *is)
{
    bool same = was->verdict == is->verdict && was->points == is->points &&
                was->max_points == is->max_points;
    if (same || !was->verdict || was->broken || is->broken)
        return;
    fprintf(stderr,
            "%s: DEFECT: the same work was judged otherwise: %s (%lld of "
            "%lld) before, now %s (%lld of %lld). Don't publish either; "
            "please report it.\n",
            taking->path, was->verdict, was->points, was->max_points,
            is->verdict, is->points, is->max_points);
}

/* The file's contents, if they are what the key stands for; else NULL. */
static json_t *record_load(const char *file, const struct taking *taking)
{
    json_error_t wrong;
    json_t *record = json_load_file(file, 0, &wrong);
    const char *reason = record ? "is not the record of its name" : wrong.text;
    long long most = integer(record, "max_points");
    long long points = integer(record, "points");
    if (record && verdict_known(json_text(record, "verdict")) &&
        strcmp(json_text(record, "lesson"), taking->lesson) == 0 &&
        strcmp(json_text(record, "key"), taking->key) == 0 && points >= 0 &&
        points <= most)
        return record;
    char *safe = escape_text(reason);
    fprintf(stderr, "%s: %s. Next: remove it and grade again.\n", taking->path,
            safe ? safe : "not usable");
    free(safe);
    json_decref(record);
    return NULL;
}

/* A file that the tables do not know as it is. */
static int file_take(struct taker *taker, const char *file,
                     struct taking *taking, struct record_facts *facts)
{
    struct record_facts was = *facts;
    *facts = (struct record_facts){0};
    json_t *record = record_load(file, taking);
    if (!record)
        return 0;
    taking->record = record;
    int error = record_insert(taker, taking);
    json_decref(record);
    if (!error)
        error = known_ask(taker, taking->key, facts, taking->stamp);
    if (!error)
        flip_tell(taking, &was, facts);
    return error;
}

int taker_take(struct taker *taker, const char *lesson, const char *key,
               struct record_facts *facts)
{
    struct taking taking = {.lesson = lesson, .key = key};
    struct stat found;
    char known[STAMP];
    *facts = (struct record_facts){0};
    if (strlen(key) != HEX_DIGITS ||
        strspn(key, "0123456789abcdef") != HEX_DIGITS)
        return 0;
    int error = ENOMEM;
    char *path = text_print("records/%s/%s.json", lesson, key);
    char *file = path ? text_print("%s/%s", taker->out, path) : NULL;
    if (!file)
        goto out_free;
    error = 0;
    if (lstat(file, &found) || !S_ISREG(found.st_mode))
        goto out_free;
    taking.path = path;
    snprintf(taking.stamp, sizeof taking.stamp, "%lld %lld.%09ld",
             (long long)found.st_size, (long long)found.st_mtim.tv_sec,
             found.st_mtim.tv_nsec);
    error = known_ask(taker, key, facts, known);
    if (!error && (!facts->verdict || strcmp(known, taking.stamp) != 0))
        error = file_take(taker, file, &taking, facts);
out_free:
    free(file);
    free(path);
    return error;
}
