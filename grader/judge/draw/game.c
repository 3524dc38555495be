/* A trial as a game (see game.h). */
#include "judge/draw/game.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/explorer.h"
#include "judge/draw/replay.h"
#include "judge/find/evidence.h"
#include "judge/find/game.h"

/* Whether the promise is broken at some end. */
static bool is_broken(const json_t *game)
{
    size_t i;
    const json_t *end;
    json_array_foreach(json_object_get(game, "ends"), i, end)
    {
        if (game_end_breaks(end))
            return true;
    }
    return false;
}

/* What the search proves of the same trial. */
static void proof_add(const struct settings *settings, json_t *game)
{
    char *arguments[] = {NULL};
    json_t *findings = json_array();
    json_t *result = explorer_run(settings, "game", arguments, false, findings);
    json_object_set_new(game, "certificate",
                        json_string(json_text(result, "certificate")));
    json_object_set_new(game, "behaviours",
                        json_integer(json_number(result, "classes")));
    json_decref(findings);
    json_decref(result);
}

int game_save(const struct settings *settings)
{
    /* Nobody waits, and a busy machine must make the same game. */
    struct settings patient = *settings;
    patient.wall = SETTINGS_WALL;
    settings = &patient;
    const struct trial *trial = trial_find(settings->trial);
    if (!trial || !settings->trace)
        return EINVAL;
    char *arguments[] = {"--game", NULL};
    json_t *findings = json_array();
    json_t *result = explorer_run(settings, "game", arguments, false, findings);
    json_t *game = json_object_get(result, "game");
    int error = game ? 0 : EINVAL;
    if (game) {
        json_object_set_new(game, "trial", json_string(trial->name));
        json_object_set_new(game, "promise", json_string(trial->promise));
        if (!is_broken(game))
            proof_add(settings, game);
    }
    if (!error && json_dump_file(game, settings->trace, JSON_COMPACT))
        error = EIO;
    if (error)
        fprintf(stderr, "%s: no game of %s\n", settings->out, trial->name);
    json_decref(findings);
    json_decref(result);
    return error;
}
