/*
 * The gate: what a student's file may contain, checked before it runs.
 *
 *   gate --source FILE --header FILE --text FILE.i --object FILE.o
 *        --calls FILE --probe PROBE.o --allowed FILE --tamper FILE
 *
 * Prints a line for each reason to refuse the file. Exit status: 0 nothing to
 * refuse, 2 the gate itself broke down, 3 grave (`integrity`), 4 not for a
 * lesson (`build`).
 *
 * What the race detector can't see, or what changes the grader, is grave. What
 * no lesson needs is refused, too: then its effects need not be understood.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate/calls.h"
#include "gate/constants.h"
#include "gate/directives.h"
#include "gate/headers.h"
#include "gate/object.h"
#include "gate/rules.h"

enum { EXIT_USAGE = 2, EXIT_INTEGRITY = 3, EXIT_BUILD = 4 };

enum { SOURCE, HEADER, TEXT, OBJECT, CALLS, PROBE, ALLOWED, TAMPER, PATHS };

static const struct option options[] = {
    {"source", required_argument, NULL, SOURCE},
    {"header", required_argument, NULL, HEADER},
    {"text", required_argument, NULL, TEXT},
    {"object", required_argument, NULL, OBJECT},
    {"calls", required_argument, NULL, CALLS},
    {"probe", required_argument, NULL, PROBE},
    {"allowed", required_argument, NULL, ALLOWED},
    {"tamper", required_argument, NULL, TAMPER},
    {0},
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The header's functions that the trials, not the student, define. */
static void given_find(const char *header, const char *probe,
                       struct words *given)
{
    struct words defined = {0}, spoken = {0};
    char *text = text_read(header, NULL);
    words_add_identifiers(&spoken, text);
    object_defined(probe, &defined);
    for (size_t i = 0; i < defined.count; i++)
        if (words_have(&spoken, defined.word[i], strlen(defined.word[i])))
            words_add(given, defined.word[i], strlen(defined.word[i]));
    words_free(&defined);
    words_free(&spoken);
    free(text);
}

static void lines_read(const char *path, struct words *lines)
{
    char *text = text_read(path, NULL);
    words_add_lines(lines, text);
    free(text);
}

static void text_check(char *path[PATHS], struct words *names,
                       struct refusals *refusals)
{
    struct words defined = {0};
    struct inclusions inclusions = {0};
    size_t length;
    char *source = text_read(path[SOURCE], &length);
    directives_check(source, length, &defined, &inclusions, refusals);
    char *text = text_read(path[TEXT], NULL);
    rules_check(text, path[SOURCE], &inclusions, names, refusals);
    const struct inclusion_rules rules = {path[SOURCE], base_name(path[HEADER]),
                                          &defined, names};
    headers_check(text, &rules, refusals);
    free(text);
    inclusions_free(&inclusions);
    free(source);
    words_free(&defined);
}

/* What the trials define for the student is shared, too. */
static void calls_read(char *path[PATHS], const struct words *given,
                       struct refusals *refusals)
{
    struct words variables = {0}, theirs = {0};
    char *dump = text_read(path[CALLS], NULL);
    object_variables(path[OBJECT], &variables);
    object_variables(path[PROBE], &theirs);
    for (size_t i = 0; i < theirs.count; i++)
        if (words_have(given, theirs.word[i], strlen(theirs.word[i])))
            words_add(&variables, theirs.word[i], strlen(theirs.word[i]));
    calls_check(dump, path[SOURCE], &variables, refusals);
    words_free(&variables);
    words_free(&theirs);
    free(dump);
}

int main(int argc, char **argv)
{
    char *path[PATHS] = {NULL};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c < 0 || c >= PATHS)
            return EXIT_USAGE;
        path[c] = optarg;
    }
    for (int i = 0; i < PATHS; i++)
        if (!path[i]) {
            fprintf(stderr, "gate: --%s is missing\n", options[i].name);
            return EXIT_USAGE;
        }
    struct refusals refusals = {.source = path[SOURCE]};
    struct words names = {0}, allowed = {0}, tamper = {0}, given = {0};
    text_check(path, &names, &refusals);
    lines_read(path[ALLOWED], &allowed);
    lines_read(path[TAMPER], &tamper);
    given_find(path[HEADER], path[PROBE], &given);
    struct object_rules rules = {&allowed, &tamper, &given, &names};
    object_check(path[OBJECT], &rules, &refusals);
    constants_check(path[OBJECT], &refusals);
    calls_read(path, &given, &refusals);
    words_free(&names);
    words_free(&allowed);
    words_free(&tamper);
    words_free(&given);
    return refusals.worst == SEVERITY_INTEGRITY ? EXIT_INTEGRITY
           : refusals.worst == SEVERITY_BUILD   ? EXIT_BUILD
                                                : 0;
}
