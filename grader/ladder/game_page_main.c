/*
 * game_page: writes the part of a lesson's page that is played, on standard
 * output, and its script.
 *
 *   game_page --broken FILE [--right FILE] --lesson NUMBER
 *       --script FILE --called NAME [--whole]
 *
 * The games are those of the judge's --game: of code that breaks, and of a
 * right answer. NAME is what the script will be called beside the page. The
 * exit status is 1 if there is nothing to play; with --whole, also if anything
 * was cut; 2 if it can't be done. A player may stop a thread between any two
 * accesses, for as long as they like, which the search does not: where a trial
 * is about time, a right answer may break then, and that is no game.
 */
#include <getopt.h>
#include <stdlib.h>

#include "judge/find/evidence.h"
#include "ladder/game.h"

enum { EXIT_NONE = 1, EXIT_BROKEN = 2 };

struct options {
    const char *broken;
    const char *right;
    const char *lesson;
    const char *script;
    const char *called;
    bool whole;
};

static const struct option known[] = {
    {"broken", required_argument, NULL, 'b'},
    {"right", required_argument, NULL, 'r'},
    {"lesson", required_argument, NULL, 'l'},
    {"script", required_argument, NULL, 's'},
    {"called", required_argument, NULL, 'c'},
    {"whole", no_argument, NULL, 'w'},
    {0},
};

static bool option_take(struct options *options, int c)
{
    switch (c) {
    case 'b':
        options->broken = optarg;
        return true;
    case 'r':
        options->right = optarg;
        return true;
    case 'l':
        options->lesson = optarg;
        return true;
    case 's':
        options->script = optarg;
        return true;
    case 'c':
        options->called = optarg;
        return true;
    case 'w':
        options->whole = true;
        return true;
    default:
        return false;
    }
}

static json_t *game_load(const char *path)
{
    json_error_t error;
    json_t *game = json_load_file(path, 0, &error);
    if (!game) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        exit(EXIT_BROKEN);
    }
    return game;
}

static bool is_cut(const json_t *game)
{
    return game && !json_is_true(json_object_get(game, "whole"));
}

static int page_write(const struct options *options, const json_t *broken,
                      json_t *right)
{
    if (!game_is_one(broken) || game_breaks(right) ||
        json_number(right, "first") < 0 ||
        (options->whole && (is_cut(broken) || is_cut(right))))
        return EXIT_NONE;
    FILE *script = fopen(options->script, "w");
    if (!script) {
        perror(options->script);
        return EXIT_BROKEN;
    }
    game_script(script, broken, right);
    game_write(stdout, broken, options->called, options->lesson);
    return fclose(script) ? EXIT_BROKEN : 0;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;)
        if (!option_take(&options, c))
            return EXIT_BROKEN;
    if (!options.broken || !options.lesson || !options.script ||
        !options.called) {
        fprintf(stderr, "game_page: --broken, --lesson, --script and --called "
                        "are needed\n");
        return EXIT_BROKEN;
    }
    json_t *broken = game_load(options.broken);
    json_t *right = options.right ? game_load(options.right) : NULL;
    int status = page_write(&options, broken, right);
    json_decref(broken);
    json_decref(right);
    return status;
}
