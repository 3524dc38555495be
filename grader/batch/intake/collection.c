/* What was found, kept (see collection.h); collect.c decides what is. */
#include "batch/intake/collection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/grow.h"

enum { PLACE_LEVELS = 5 /* more components make no place of its own */ };

int collection_open(const struct lessons *lessons,
                    struct collection *collection)
{
    *collection = (struct collection){.lessons = lessons,
                                      .store = tmpfile(),
                                      .places = json_object(),
                                      .remarked = json_object(),
                                      .archives = json_object(),
                                      .checkouts = json_object(),
                                      .offers = json_object(),
                                      .notes = json_object(),
                                      .budgets = json_object()};
    if (collection->store)
        return 0;
    int error = errno;
    collection_close(collection);
    return error;
}

void collection_close(struct collection *collection)
{
    for (size_t i = 0; i < collection->count; i++)
        free(collection->candidate[i].path);
    free(collection->candidate);
    for (size_t i = 0; i < collection->remarks; i++)
        free(collection->remark[i].path);
    free(collection->remark);
    if (collection->store)
        fclose(collection->store);
    json_decref(collection->places);
    json_decref(collection->remarked);
    json_decref(collection->archives);
    json_decref(collection->checkouts);
    json_decref(collection->offers);
    json_decref(collection->notes);
    json_decref(collection->budgets);
    free(collection->first);
    *collection = (struct collection){0};
}

/* A place is a path, or the folder five levels down that it is in. */
static char *place_of(const char *path)
{
    size_t end = 0;
    for (int level = 0; level < PLACE_LEVELS; level++) {
        end += strcspn(path + end, "/");
        if (path[end] == '\0')
            return strdup(path);
        end++;
    }
    return strndup(path, end);
}

void collection_remark(struct collection *collection, const char *path,
                       const char *kind, const char *text)
{
    char *place = place_of(path);
    char *key = place ? text_print("%s:%s", kind, place) : NULL;
    free(place);
    if (!key) {
        collection->error = ENOMEM;
        return;
    }
    bool known = json_object_get(collection->remarked, key) != NULL;
    if (!known)
        (void)json_object_set_new(collection->remarked, key, json_true());
    free(key);
    if (known)
        return;
    struct remark *grown = grow(collection->remark, collection->remarks,
                                &collection->remark_room, sizeof *grown);
    struct remark remark = {strdup(path), kind, text};
    if (grown)
        collection->remark = grown;
    if (grown && remark.path) {
        collection->remark[collection->remarks++] = remark;
    } else {
        free(remark.path);
        collection->error = ENOMEM;
    }
}

void collection_place(struct collection *collection, const char *path,
                      int files, bool folder)
{
    char *place = place_of(path);
    json_t *known = place ? json_object_get(collection->places, place) : NULL;
    if (known) {
        json_t *count = json_array_get(known, PLACE_FILES);
        if (json_integer_value(count) == 0 && files)
            (void)json_array_set_new(known, PLACE_EXAMPLE, json_string(path));
        json_integer_set(count, json_integer_value(count) + files);
    } else if (!place ||
               json_object_set_new(collection->places, place,
                                   json_pack("[isb]", files, path, folder))) {
        collection->error = ENOMEM;
    }
    free(place);
}

static int candidate_compare(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    if (order == 0)
        order = strcmp(a->digest, b->digest);
    return order ? order : (a->time > b->time) - (a->time < b->time);
}

static int remark_compare(const void *left, const void *right)
{
    const struct remark *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    return order ? order : strcmp(a->kind, b->kind);
}

void collection_sort(struct collection *collection)
{
    if (collection->count)
        qsort(collection->candidate, collection->count,
              sizeof *collection->candidate, candidate_compare);
    if (collection->remarks)
        qsort(collection->remark, collection->remarks,
              sizeof *collection->remark, remark_compare);
}

/* Whether a file holds what its name says; after a power failure it may not. */
static bool is_whole(const char *path, const struct candidate *candidate)
{
    char digest[DIGEST_HEX] = "";
    struct stat found;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    char *text = NULL;
    if (fd >= 0 && fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
        found.st_size == (off_t)candidate->size)
        text = malloc(candidate->size + 1);
    if (text && read(fd, text, candidate->size) == (ssize_t)candidate->size)
        (void)digest_of(text, candidate->size, digest);
    free(text);
    if (fd >= 0)
        close(fd);
    return strcmp(digest, candidate->digest) == 0;
}

int collection_write(struct collection *collection,
                     const struct candidate *candidate, const char *out)
{
    char *path = text_print("%s/sources/%s.c", out, candidate->digest);
    char *text = malloc(candidate->size + 1);
    int error = path && text ? 0 : ENOMEM;
    if (!error && !is_whole(path, candidate)) {
        if (fseek(collection->store, candidate->offset, SEEK_SET))
            error = errno;
        else if (fread(text, 1, candidate->size, collection->store) !=
                 candidate->size)
            error = EIO;
        else
            error = store_write_unsynced(path, text, candidate->size);
    }
    free(text);
    free(path);
    return error;
}
