/* Slurm by its own commands (see slurm.h). */
#include "batch/work/slurm.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/capture.h"

enum { WORDS_MOST = 64, NUMBER_ROOM = 32 };

/* The last line of what a command complained about. */
static void word_keep(struct slurm_word *word, const char *text)
{
    const char *line = text;
    for (const char *at = text; at && *at; at++)
        if (*at == '\n' && at[1])
            line = at + 1;
    snprintf(word->said, sizeof word->said, "%.*s",
             line ? (int)strcspn(line, "\n") : 0, line ? line : "");
}

/* Runs one of Slurm's commands; @p refused is the error if it fails. */
static int slurm_ask(char *const *argv, int refused, struct captured *captured,
                     struct slurm_word *word)
{
    word->said[0] = '\0';
    int error = capture(argv, captured);
    if (error) {
        snprintf(word->said, sizeof word->said, "%s: %s", argv[0],
                 strerror(error));
        return error;
    }
    if (captured->status == 0)
        return 0;
    word_keep(word, captured->errors);
    return refused;
}

int slurm_array_limit(size_t *limit, struct slurm_word *word)
{
    char *argv[] = {"scontrol", "show", "config", NULL};
    static const char key[] = "MaxArraySize";
    struct captured captured;
    int error = slurm_ask(argv, EIO, &captured, word);
    if (!error) {
        const char *line = strstr(captured.output, key);
        const char *value = line ? strchr(line, '=') : NULL;
        *limit = value ? strtoul(value + 1, NULL, 10) : 0;
        if (*limit == 0) {
            snprintf(word->said, sizeof word->said, "no %s in its settings",
                     key);
            error = EIO;
        }
    }
    captured_free(&captured);
    return error;
}

/* Appends the words of @p text, which is cut up for it. */
static int words_add(char **argv, size_t *count, char *text)
{
    char *rest;
    for (char *word = strtok_r(text, " \t\n", &rest); word;
         word = strtok_r(NULL, " \t\n", &rest)) {
        if (*count >= WORDS_MOST - 2)
            return E2BIG;
        argv[(*count)++] = word;
    }
    return 0;
}

int slurm_submit(const struct slurm_array *array, unsigned long *job,
                 struct slurm_word *word)
{
    char *argv[WORDS_MOST] = {"sbatch", "--parsable", "--output=/dev/null",
                              "--nodes=1", "--ntasks=1"};
    char range[NUMBER_ROOM + 16];
    struct captured captured = {.status = 0};
    size_t count = 5;
    char *options = strdup(array->options ? array->options : "");
    snprintf(range, sizeof range, "--array=0-%zu", array->elements - 1);
    argv[count++] = "--job-name";
    argv[count++] = (char *)array->name;
    argv[count++] = "--chdir";
    argv[count++] = (char *)array->folder;
    argv[count++] = range;
    int error = options ? words_add(argv, &count, options) : ENOMEM;
    if (error) {
        snprintf(word->said, sizeof word->said, "its options: %s",
                 strerror(error));
        goto out;
    }
    argv[count] = (char *)array->script;
    error = slurm_ask(argv, EINVAL, &captured, word);
    if (error)
        goto out;
    /* "NUMBER" or "NUMBER;CLUSTER" */
    *job = strtoul(captured.output, NULL, 10);
    if (*job == 0) {
        word_keep(word, captured.output);
        error = EINVAL;
    }
out:
    captured_free(&captured);
    free(options);
    return error;
}

/* Lines of squeue: the state's short name, then why it waits. */
static void state_count(char *text, struct slurm_state *state)
{
    char *rest;
    for (char *line = strtok_r(text, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        state->left++;
        if (strncmp(line, "PD ", 3) != 0)
            state->running++;
        else if (!state->reason[0])
            snprintf(state->reason, sizeof state->reason, "%s", line + 3);
    }
}

/* Whose jobs: root's are root's, whatever the environment says. */
static const char *user_name(char *room, size_t size)
{
    const struct passwd *user = getpwuid(geteuid());
    if (user)
        return user->pw_name;
    snprintf(room, size, "%lu", (unsigned long)geteuid());
    return room;
}

int slurm_state(const char *name, struct slurm_state *state,
                struct slurm_word *word)
{
    char room[NUMBER_ROOM];
    char *argv[] = {"squeue", "--noheader", "--array", "--format=%t %r",
                    "--user", NULL,         "--name",  (char *)name,
                    "--all",  "--sort=i",   NULL};
    struct captured captured;
    argv[5] = (char *)user_name(room, sizeof room);
    *state = (struct slurm_state){.left = 0};
    int error = slurm_ask(argv, EIO, &captured, word);
    if (!error)
        state_count(captured.output, state);
    captured_free(&captured);
    return error;
}

int slurm_cancel(const char *name, struct slurm_word *word)
{
    char room[NUMBER_ROOM];
    char *argv[] = {"scancel", "--quiet",    "--user", NULL,
                    "--name",  (char *)name, NULL};
    struct captured captured;
    argv[3] = (char *)user_name(room, sizeof room);
    int error = slurm_ask(argv, EIO, &captured, word);
    captured_free(&captured);
    return error;
}
