/*
 * Decides by an entry's name whether it is opened, and takes it in (see
 * collection.h).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "batch/base/grow.h"
#include "batch/intake/budget.h"
#include "batch/intake/collection.h"
#include "batch/intake/expected.h"
#include "batch/intake/sidecar.h"
#include "batch/intake/source_file.h"
#include "batch/intake/walk.h"

enum {
    NESTED_MOST = 1 << 26,  /* bytes of an archive in an archive */
    OFFER_MOST = 1 << 16,   /* bytes of a C file that no lesson names */
    UNPACKED_MOST = 1 << 28 /* bytes to unpack, to skip entries */
};

static bool budget_left(struct collection *collection, const char *path,
                        enum budget budget, long amount)
{
    if (budget_use(collection->budgets, path, collection->first, budget,
                   amount))
        return true;
    collection_remark(collection, path, "too_many_files",
                      "There are more files than are looked at; the rest was "
                      "left alone.");
    return false;
}

static const char *trouble_of(int error)
{
    switch (error) {
    case EFBIG:
        return "too_big";
    case ELOOP:
        return "link";
    case EINVAL:
        return "not_regular";
    case ENOKEY:
        return "encrypted";
    case EILSEQ:
        return "damaged";
    default:
        return "unreadable";
    }
}

static int text_keep(struct collection *collection, struct candidate *candidate,
                     const char *data, size_t size)
{
    struct source source;
    int error = source_make(data, size, &source);
    if (error)
        return error;
    candidate->marks = source.marks;
    if (source.marks & SOURCE_EMPTY) {
        candidate->trouble = "empty";
        return 0;
    }
    candidate->size = source.size;
    const char *slash = strrchr(candidate->path, '/');
    candidate->by_text = lesson_of_text(
        collection->lessons, slash ? slash + 1 : candidate->path, source.text);
    error = digest_of(source.text, source.size, candidate->digest);
    if (!error && fseek(collection->store, 0, SEEK_END))
        error = errno;
    candidate->offset = error ? 0 : ftell(collection->store);
    if (!error &&
        fwrite(source.text, 1, source.size, collection->store) != source.size)
        error = errno ? errno : EIO;
    source_free(&source);
    return error;
}

static int candidate_read(struct collection *collection,
                          const struct entry *entry,
                          struct candidate *candidate)
{
    char *data = NULL;
    size_t size = 0;
    int error = EINVAL;
    if (entry->kind == ENTRY_LINK)
        error = ELOOP;
    else if (entry->kind == ENTRY_FILE)
        error = entry_read(entry, SOURCE_MOST, &data, &size);
    if (error && error != ENOMEM) {
        candidate->trouble = trouble_of(error);
        return 0;
    }
    if (!error &&
        !budget_left(collection, entry->path, BUDGET_BYTES, (long)size))
        candidate->trouble = "too_many_files";
    else if (!error)
        error = text_keep(collection, candidate, data, size);
    free(data);
    return error;
}

static int candidate_add(struct collection *collection,
                         const struct entry *entry)
{
    if (!budget_left(collection, entry->path, BUDGET_FILES, 1))
        return 0;
    struct candidate *grown = grow(collection->candidate, collection->count,
                                   &collection->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    collection->candidate = grown;
    struct candidate *candidate = &collection->candidate[collection->count];
    *candidate = (struct candidate){.path = strdup(entry->path),
                                    .has_time = entry->has_time,
                                    .time = entry->time};
    if (!candidate->path)
        return ENOMEM;
    collection->count++;
    return candidate_read(collection, entry, candidate);
}

/* An archive in a folder is read where it is, one in an archive from memory. */
static int nested_walk(struct collection *collection, const struct entry *entry)
{
    struct archive_bytes bytes = {.fd = -1, .most = UNPACKED_MOST};
    char *data = NULL;
    int error;
    if (entry->archive) {
        error = entry_read(entry, NESTED_MOST, &data, &bytes.size);
        bytes.data = data;
    } else {
        error = entry_open(entry, &bytes.fd);
    }
    if (!error)
        error = archive_walk(&bytes, entry->path, entry->depth + 1, collection);
    if (!entry->archive && bytes.fd >= 0)
        close(bytes.fd);
    free(data);
    return error;
}

static void archive_enter(struct collection *collection,
                          const struct entry *entry)
{
    if (json_object_set_new(collection->archives, entry->path, json_true()))
        collection->error = ENOMEM;
    collection_place(collection, entry->path, 0, true);
    if (entry->kind != ENTRY_FILE) {
        collection_remark(collection, entry->path, "link",
                          "The archive is a link or no regular file; it was "
                          "not followed.");
        return;
    }
    if (entry->depth >= COLLECTION_DEPTH) {
        collection_remark(collection, entry->path, "nested",
                          "The archive lies in an archive in an archive; it "
                          "was not opened.");
        return;
    }
    if (!budget_left(collection, entry->path, BUDGET_ARCHIVES, 1))
        return;
    int error = nested_walk(collection, entry);
    if (error == ENOMEM)
        collection->error = ENOMEM;
    else if (error == ENOKEY)
        collection_remark(collection, entry->path, "encrypted",
                          "The archive is encrypted; it was not opened.");
    else if (error == EFBIG)
        collection_remark(collection, entry->path, "too_big",
                          "The archive is too big; it was not opened.");
    else if (error)
        collection_remark(collection, entry->path, trouble_of(error),
                          "The archive can't be read.");
}

static bool is_given(const struct collection *collection, const char *path)
{
    for (size_t i = 0; i < collection->take_count; i++)
        if (strcmp(collection->takes[i].file, path) == 0)
            return true;
    return false;
}

/* Whether a file that no lesson names could be an answer all the same; then its
 * lesson is noted. */
static bool is_offer(struct collection *collection, const struct entry *entry)
{
    size_t length = strlen(entry->path), size = 0;
    char *data = NULL;
    struct source source = {0};
    if (length < 2 || strcasecmp(entry->path + length - 2, ".c") != 0 ||
        entry_read(entry, OFFER_MOST, &data, &size))
        return false;
    int lesson = LESSON_NONE;
    if (source_make(data, size, &source) == 0 && source.text)
        lesson = lesson_near(collection->lessons, source.text);
    free(data);
    source_free(&source);
    return lesson != LESSON_NONE &&
           json_object_set_new(
               collection->offers, entry->path,
               json_string(collection->lessons->lesson[lesson].name)) == 0;
}

static void file_take(struct collection *collection, const struct entry *entry)
{
    const char *slash = strrchr(entry->path, '/');
    const char *base = slash ? slash + 1 : entry->path;
    if (is_given(collection, entry->path)) {
        size_t before = collection->count;
        int error = candidate_add(collection, entry);
        if (error)
            collection->error = error;
        else if (collection->count > before)
            collection->candidate[before].given = true;
    } else if (archive_stem(base)) {
        archive_enter(collection, entry);
    } else if (fit_path(collection->lessons, entry->path).lesson !=
               LESSON_NONE) {
        int error = candidate_add(collection, entry);
        if (error)
            collection->error = error;
    } else if (entry->kind != ENTRY_FILE) {
        collection_place(collection, entry->path, 0, entry->kind == ENTRY_LINK);
        collection_remark(collection, entry->path,
                          entry->kind == ENTRY_LINK ? "link" : "not_regular",
                          "This is a link, a device or a pipe; it was left "
                          "alone.");
    } else {
        collection_place(collection, entry->path,
                         !expected_file(base) && !is_offer(collection, entry),
                         false);
    }
}

/* A folder that is named like a lesson's file is reported as such. */
static void folder_take(struct collection *collection,
                        const struct entry *entry)
{
    collection_place(collection, entry->path, 0, true);
    struct fit fit = fit_path(collection->lessons, entry->path);
    if (fit.lesson >= 0 && fit.rank == FIT_EXACT) {
        int error = candidate_add(collection, entry);
        if (error)
            collection->error = error;
    }
}

/* What a course system wrote beside a student's files. */
static void sidecar_enter(struct collection *collection,
                          const struct entry *entry)
{
    char *data = NULL;
    size_t size = 0;
    int error = entry_read(entry, SIDECAR_MOST, &data, &size);
    if (!error)
        error = sidecar_take(entry->path, data, size, collection->notes);
    if (error == ENOMEM)
        collection->error = ENOMEM;
    free(data);
}

enum collection_next collection_entry(struct collection *collection,
                                      const struct entry *entry)
{
    if (entry->kind == ENTRY_FILE && sidecar_is(entry->path)) {
        sidecar_enter(collection, entry);
        return collection->error ? COLLECTION_STOP : COLLECTION_ON;
    }
    if (expected_path(entry->path, entry->kind == ENTRY_FOLDER))
        return COLLECTION_SKIP;
    if (!collection->first && entry->archive && entry->depth == 0)
        collection->first = strndup(entry->path, strcspn(entry->path, "/"));
    if (!budget_left(collection, entry->path, BUDGET_ENTRIES, 1))
        return COLLECTION_SKIP;
    if (entry->kind == ENTRY_FOLDER)
        folder_take(collection, entry);
    else
        file_take(collection, entry);
    return collection->error ? COLLECTION_STOP : COLLECTION_ON;
}
