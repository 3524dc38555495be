/*
 * When files were committed (see commit_time.h).
 *
 * One `git log` for all of a checkout's candidates says when each was last
 * touched; where branches were merged, one for each file, because git leaves
 * out different commits for one path than for several. One `git cat-file` shows
 * what was committed: it is converted to text and compared as text, so that
 * line ends that git converts do not count.
 */
#include "batch/intake/commit_time.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/intake/git_read.h"
#include "batch/intake/source_file.h"

enum { TOKEN_MOST = 8192 };

/* The candidates of one checkout, side by side in the collection. */
struct work {
    struct git_checkout checkout;
    struct candidate *candidate;
    size_t count;
    size_t skip; /* bytes of a path before the checkout's own part */
    time_t *time;
    bool *same;
    bool merged; /* there are commits with several parents */
};

static const char *own_path(const struct work *work, size_t index)
{
    return work->candidate[index].path + work->skip;
}

/* git log's arguments for some files; the array is owned by the caller. */
static const char **log_arguments(const struct work *work, bool names,
                                  size_t from, size_t count)
{
    const char *fixed[] = {"git",
                           "log",
                           "--format=tformat:%x01%ct %P",
                           "-z",
                           "--no-renames",
                           "--no-ext-diff",
                           "--no-textconv",
                           "--no-show-signature",
                           "--no-notes",
                           "--no-color",
                           names ? "--name-only" : "-1",
                           work->checkout.head,
                           "--"};
    size_t begin = sizeof fixed / sizeof fixed[0];
    const char **argv = calloc(begin + count + 1, sizeof *argv);
    if (!argv)
        return NULL;
    memcpy(argv, fixed, sizeof fixed);
    for (size_t i = 0; i < count; i++)
        argv[begin + i] = own_path(work, from + i);
    return argv;
}

/* The next text that ends with a null byte, without newlines before it. */
static bool token_next(FILE *file, char token[TOKEN_MOST])
{
    size_t length = 0;
    int letter;
    while ((letter = getc(file)) != EOF && letter != '\0')
        if (length + 1 < TOKEN_MOST && !(length == 0 && letter == '\n'))
            token[length++] = (char)letter;
    token[length] = '\0';
    return letter != EOF || length > 0;
}

/* "\1TIME PARENT PARENT" begins a commit, names follow it. */
static void log_take(struct work *work, FILE *log)
{
    char token[TOKEN_MOST];
    time_t time = 0;
    while (token_next(log, token)) {
        if (token[0] == '\1') {
            char *parents;
            time = (time_t)strtoll(token + 1, &parents, 10);
            if (*parents == ' ' && strchr(parents + 1, ' '))
                work->merged = true;
            continue;
        }
        for (size_t i = 0; i < work->count; i++)
            if (work->time[i] == 0 && strcmp(own_path(work, i), token) == 0)
                work->time[i] = time;
    }
}

static int log_read(struct work *work)
{
    const char **argv = log_arguments(work, true, 0, work->count);
    FILE *log = NULL;
    int error = argv ? git_run(&work->checkout, argv, NULL, &log) : ENOMEM;
    if (!error)
        log_take(work, log);
    if (log)
        fclose(log);
    free(argv);
    return error;
}

/* Exact also where branches were merged, at the price of a process per file. */
static int log_read_each(struct work *work)
{
    int error = 0;
    for (size_t i = 0; !error && i < work->count; i++) {
        const char **argv = log_arguments(work, false, i, 1);
        FILE *log = NULL;
        char token[TOKEN_MOST];
        error = argv ? git_run(&work->checkout, argv, NULL, &log) : ENOMEM;
        if (!error && token_next(log, token) && token[0] == '\1')
            work->time[i] = (time_t)strtoll(token + 1, NULL, 10);
        if (log)
            fclose(log);
        free(argv);
    }
    return error;
}

/* Reads one answer of git cat-file: a line and, if there is such a file, its
 * contents. @return Whether there was one that is the candidate's text. */
static bool blob_compare(FILE *answers, const struct candidate *candidate)
{
    char line[TOKEN_MOST], type[16];
    long size;
    char digest[DIGEST_HEX] = "";
    /* The number ends with a blank; for what git does not know, it repeats the
     * question, which goes on with a colon and may hold anything. */
    if (!fgets(line, sizeof line, answers) ||
        sscanf(line, "%*64[0-9a-f]%*1[ ]%15s %ld", type, &size) != 2 ||
        size < 0)
        return false;
    struct source source = {0};
    char *data = size <= SOURCE_MOST ? malloc((size_t)size + 1) : NULL;
    if (!data) {
        (void)fseek(answers, size, SEEK_CUR);
    } else if (fread(data, 1, (size_t)size, answers) == (size_t)size &&
               source_make(data, (size_t)size, &source) == 0 && source.text) {
        (void)digest_of(source.text, source.size, digest);
    }
    (void)getc(answers);
    source_free(&source);
    free(data);
    return *digest && strcmp(digest, candidate->digest) == 0;
}

static int blobs_compare(struct work *work)
{
    static const char *const argv[] = {"git", "cat-file", "--batch", NULL};
    FILE *answers = NULL;
    FILE *questions = tmpfile();
    int error = questions ? 0 : EIO;
    for (size_t i = 0; !error && i < work->count; i++)
        fprintf(questions, "%s:%s\n", work->checkout.head,
                strchr(own_path(work, i), '\n') ? "" : own_path(work, i));
    if (!error)
        error = git_run(&work->checkout, argv, questions, &answers);
    for (size_t i = 0; !error && i < work->count; i++)
        work->same[i] = blob_compare(answers, &work->candidate[i]);
    if (questions)
        fclose(questions);
    if (answers)
        fclose(answers);
    return error;
}

static int work_do(struct work *work)
{
    work->time = calloc(work->count, sizeof *work->time);
    work->same = calloc(work->count, sizeof *work->same);
    int error = work->time && work->same ? log_read(work) : ENOMEM;
    if (!error && work->merged)
        error = log_read_each(work);
    if (!error)
        error = blobs_compare(work);
    for (size_t i = 0; !error && i < work->count; i++) {
        struct candidate *candidate = &work->candidate[i];
        bool known = work->same[i] && work->time[i] > 0;
        candidate->uncommitted = !known && !candidate->trouble;
        if (known) {
            candidate->time = work->time[i];
            candidate->has_time = true;
        }
    }
    free(work->time);
    free(work->same);
    return error;
}

/* Where in the sorted collection the paths below a folder begin. */
static size_t candidates_find(const struct collection *collection,
                              const char *path)
{
    size_t length = strlen(path);
    size_t low = 0, high = collection->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *at = collection->candidate[middle].path;
        int order = strncmp(at, path, length);
        /* As strcmp() sorts them: by bytes without a sign. */
        if (order < 0 ||
            (order == 0 && length && (unsigned char)at[length] < '/'))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The folder's .git, reached without following a link. */
static int git_folder_open(const char *in, const char *path)
{
    char *parts = strdup(path);
    char *rest = NULL;
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    int fd = parts ? open(in, flags) : -1;
    for (char *part = fd >= 0 ? strtok_r(parts, "/", &rest) : NULL;
         part && fd >= 0; part = strtok_r(NULL, "/", &rest)) {
        int inner = openat(fd, part, flags | O_NOFOLLOW);
        close(fd);
        fd = inner;
    }
    int git = fd >= 0 ? openat(fd, ".git", flags | O_NOFOLLOW) : -1;
    if (fd >= 0)
        close(fd);
    free(parts);
    return git;
}

static int checkout_do(const struct git_reader *reader, const char *in,
                       const char *path, struct collection *collection)
{
    size_t length = strlen(path);
    size_t first = candidates_find(collection, path);
    struct work work = {.candidate = collection->candidate + first,
                        .skip = length + (length > 0)};
    while (first + work.count < collection->count &&
           strncmp(work.candidate[work.count].path, path, length) == 0 &&
           (length == 0 || work.candidate[work.count].path[length] == '/'))
        work.count++;
    if (work.count == 0)
        return 0;
    int git = git_folder_open(in, path);
    int error = git < 0 ? EIO : git_checkout_open(reader, git, &work.checkout);
    if (!error)
        error = work_do(&work);
    if (git >= 0) {
        git_checkout_close(&work.checkout);
        close(git);
    }
    return error;
}

int commit_times(const char *in, struct collection *collection)
{
    struct git_reader reader;
    if (json_object_size(collection->checkouts) == 0)
        return 0;
    int error = git_reader_open(&reader);
    if (error)
        return error;
    const char *path;
    json_t *unused;
    json_object_foreach(collection->checkouts, path, unused)
    {
        int failed = checkout_do(&reader, in, path, collection);
        if (failed == ENOMEM)
            error = ENOMEM;
        else if (failed == ENODATA)
            collection_remark(collection, path, "no_commits",
                              "This is a git checkout without commits; the "
                              "files' own times count.");
        else if (failed)
            collection_remark(collection, path, "git_unreadable",
                              failed == ENOSYS
                                  ? "Commits can't be read, for there is no "
                                    "git here; the files' own times count."
                                  : "The checkout's commits can't be read; the "
                                    "files' own times count.");
    }
    git_reader_close(&reader);
    return error;
}
