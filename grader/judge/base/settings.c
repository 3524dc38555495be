/* The judge's settings (see settings.h). */
#include "judge/base/settings.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option options[] = {
    {"lesson", required_argument, NULL, 'l'},
    {"source", required_argument, NULL, 's'},
    {"out", required_argument, NULL, 'o'},
    {"engines", required_argument, NULL, 'e'},
    {"name", required_argument, NULL, 'n'},
    {"seed", required_argument, NULL, 'r'},
    {"trial", required_argument, NULL, 't'},
    {"replay", required_argument, NULL, 'i'},
    {"follow", required_argument, NULL, 'f'},
    {"trace", required_argument, NULL, 'w'},
    {"play", no_argument, NULL, 'p'},
    {"game", no_argument, NULL, 'm'},
    {"build-failed", no_argument, NULL, 'b'},
    {"refused", required_argument, NULL, 'g'},
    {"tampered", no_argument, NULL, 'a'},
    {0},
};

static const char *variable_of(int option)
{
    switch (option) {
    case 'l':
        return "LOCKSTEP_LESSON";
    case 's':
        return "LOCKSTEP_SOURCE";
    case 'o':
        return "LOCKSTEP_OUT";
    case 'e':
        return "LOCKSTEP_ENGINES";
    case 'n':
        return "LOCKSTEP_NAME";
    case 'r':
        return "LOCKSTEP_SEED";
    case 't':
        return "LOCKSTEP_TRIAL";
    case 'i':
        return "LOCKSTEP_REPLAY";
    case 'f':
        return "LOCKSTEP_FOLLOW";
    case 'w':
        return "LOCKSTEP_TRACE";
    case 'p':
        return "LOCKSTEP_PLAY";
    case 'm':
        return "LOCKSTEP_GAME";
    case 'b':
        return "LOCKSTEP_BUILD_FAILED";
    case 'g':
        return "LOCKSTEP_REFUSED";
    case 'a':
        return "LOCKSTEP_TAMPERED";
    default:
        return NULL;
    }
}

int settings_parse(struct settings *settings, int argc, char **argv)
{
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        const char *variable = variable_of(c);
        if (!variable)
            return EINVAL;
        if (setenv(variable, optarg ? optarg : "1", 1))
            return errno;
    }
    settings_load(settings);
    if (!settings->lesson || !settings->source || !settings->out) {
        fprintf(stderr, "judge: --lesson, --source and --out are needed\n");
        return EINVAL;
    }
    if (settings->seed_count == 0) {
        fprintf(stderr, "judge: --seed takes numbers with commas between\n");
        return EINVAL;
    }
    return 0;
}

size_t seeds_parse(const char *text, uint64_t seeds[SEEDS_MOST])
{
    size_t count = 0;
    for (const char *at = text;; at++) {
        char *end;
        errno = 0;
        if (!isdigit((unsigned char)*at) || count == SEEDS_MOST)
            return 0;
        seeds[count++] = strtoull(at, &end, 0);
        if (errno || (*end != ',' && *end != '\0'))
            return 0;
        if (*end == '\0')
            return count;
        at = end;
    }
}

/* Tests of code that never ends need not wait so long: LOCKSTEP_WALL. */
static double wall_load(void)
{
    const char *text = getenv("LOCKSTEP_WALL");
    double wall = text ? strtod(text, NULL) : 0;
    return wall > 0 && wall < LESSON_WALL ? wall : LESSON_WALL;
}

static const char *value(const char *variable, const char *otherwise)
{
    const char *text = getenv(variable);
    return text ? text : otherwise;
}

/* Places are named relative to the kit's root, so the source is, too. */
static const char *source_relative(const char *source)
{
    char root[4096];
    size_t length = getcwd(root, sizeof root) ? strlen(root) : 0;
    if (source && length && strncmp(source, root, length) == 0 &&
        source[length] == '/')
        source += length + 1;
    while (source && strncmp(source, "./", 2) == 0)
        source += 2;
    return source;
}

void settings_load(struct settings *settings)
{
    settings->lesson = value("LOCKSTEP_LESSON", NULL);
    settings->path = value("LOCKSTEP_SOURCE", NULL);
    settings->source = value("LOCKSTEP_NAME", source_relative(settings->path));
    settings->out = value("LOCKSTEP_OUT", NULL);
    settings->compiler = value("LOCKSTEP_COMPILER", "cc");
    settings->engines = value("LOCKSTEP_ENGINES", "explore,stress");
    settings->seed_count =
        seeds_parse(value("LOCKSTEP_SEED", "1"), settings->seeds);
    settings->wall = wall_load();
    settings->trial = value("LOCKSTEP_TRIAL", NULL);
    settings->replay = value("LOCKSTEP_REPLAY", NULL);
    settings->follow = value("LOCKSTEP_FOLLOW", NULL);
    settings->trace = value("LOCKSTEP_TRACE", NULL);
    settings->play = value("LOCKSTEP_PLAY", NULL) != NULL;
    settings->game = value("LOCKSTEP_GAME", NULL) != NULL;
    settings->refused = value("LOCKSTEP_REFUSED", NULL);
    settings->tampered = value("LOCKSTEP_TAMPERED", NULL) != NULL;
    settings->build_failed = value("LOCKSTEP_BUILD_FAILED", NULL) != NULL;
}

bool settings_engine(const struct settings *settings, const char *name)
{
    size_t length = strlen(name);
    const char *at = settings->engines;
    while ((at = strstr(at, name))) {
        bool begins = at == settings->engines || at[-1] == ',';
        if (begins && (at[length] == '\0' || at[length] == ','))
            return true;
        at += length;
    }
    return false;
}
