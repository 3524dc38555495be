/* A policy's lines (see policy_line.h). */
#include "batch/book/policy_line.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/moment.h"
#include "batch/book/policy_rules.h"

int line_wrong(const struct line *line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", line->name, line->number);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return EINVAL;
}

/* Cuts the next word off; NULL after the last. */
static char *word_next(char **rest, bool *open)
{
    char *word = *rest + strspn(*rest, " \t\r");
    if (*word == '\0' || *word == '#')
        return NULL;
    bool quoted = *word == '"';
    char *end = quoted ? strchr(++word, '"') : word + strcspn(word, " \t\r");
    *open = end == NULL;
    if (*open)
        return NULL;
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

int line_cut(struct line *line, char *text)
{
    bool open = false;
    line->count = 0;
    for (char *word; (word = word_next(&text, &open));) {
        if (line->count == WORDS_MOST)
            return line_wrong(line, "too many words");
        line->word[line->count++] = word;
    }
    return open ? line_wrong(line, "a quote has no end") : 0;
}

int line_number(const struct line *line, const char *word, double most,
                double *number)
{
    char *end;
    double read = strtod(word, &end);
    bool plain = isdigit((unsigned char)*word) || *word == '.';
    if (!plain || *end || !(read >= 0 && read <= most))
        return line_wrong(line, "'%s' is no number from 0 to %g", word, most);
    *number = read;
    return 0;
}

/* The folder of the lesson with a number, kept by the policy; NULL: none. */
static const char *folder_numbered(struct policy *policy, const char *number)
{
    struct dirent **entries;
    char *folder = NULL;
    int count = scandir("lessons", &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char *end;
        if (!folder && isdigit((unsigned char)*name) &&
            strtoul(name, &end, 10) == strtoul(number, NULL, 10) && *end == '_')
            folder = strdup(name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    char **grown = folder ? realloc(policy->named,
                                    (policy->named_count + 1) * sizeof *grown)
                          : NULL;
    if (!grown) {
        free(folder);
        return NULL;
    }
    policy->named = grown;
    return policy->named[policy->named_count++] = folder;
}

int line_lesson(const struct line *line, const char **lesson)
{
    char path[512];
    struct stat found;
    const char *name = *lesson;
    if (*name && name[strspn(name, "0123456789")] == '\0') {
        const char *folder = folder_numbered(line->policy, name);
        name = *lesson = folder ? folder : name;
    }
    snprintf(path, sizeof path, "lessons/%s/.", name);
    bool plain = *name && *name != '.' && !strchr(name, '/');
    bool known = stat("lessons", &found) || stat(path, &found) == 0;
    if (plain && known)
        return 0;
    return line_wrong(line, "there is no lesson '%s' in lessons/", name);
}

int line_moment(const struct line *line, const char *word, time_t *moment)
{
    line->policy->dated = true;
    if (moment_read(word, moment) == 0)
        return 0;
    return line_wrong(line, "'%s' is no date like 2026-12-01T23:59", word);
}
