/*
 * Play (see play.h).
 *
 * The game's whole state is the list of picks: each question is reached by
 * running the probe along all of them again.
 */
#include "judge/draw/play.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/draw/replay.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"
#include "judge/probe/probe_run.h"

enum { PICKS_MAX = 4096, PICK_TEXT = 8 };

struct game {
    const struct settings *settings;
    const struct trial *trial;
    unsigned picks[PICKS_MAX];
    size_t count;
};

static json_t *game_run(const struct game *game, json_t *findings)
{
    static char picks[PICKS_MAX * PICK_TEXT];
    char program[512], raw[512];
    size_t length = 0;
    picks[0] = '\0';
    for (size_t i = 0; i < game->count; i++)
        length += (size_t)snprintf(picks + length, sizeof picks - length,
                                   "%s%u", i ? "," : "", game->picks[i]);
    snprintf(program, sizeof program, "%s/explore", game->settings->out);
    snprintf(raw, sizeof raw, "%s/logs/play.tsan", game->settings->out);
    char *arguments[] = {"--play", "--replay", picks, NULL};
    struct probe_job job = {.settings = game->settings,
                            .engine = "explore",
                            .program = program,
                            .trial = game->trial->name,
                            .raw = raw,
                            .arguments = arguments};
    return probe_run(&job, findings);
}

static void moves_write(const json_t *moves)
{
    size_t i;
    const json_t *move;
    putchar('\n');
    json_array_foreach(moves, i, move)
    {
        printf("  %2zu  %s %s", i + 1, json_text(move, "thread"),
               json_text(move, "does"));
        if (*json_text(move, "source"))
            printf("   %lld: %s",
                   (long long)json_integer_value(json_object_get(move, "line")),
                   json_text(move, "source"));
        putchar('\n');
    }
}

/* Shows where the game stands; the number of moves, 0 when it is over. */
static size_t game_show(const json_t *result, const json_t *findings)
{
    const json_t *trace = json_object_get(result, "trace");
    const json_t *moves = json_object_get(result, "options");
    putchar('\n');
    if (trace)
        ladder_write(stdout, trace);
    if (json_array_size(moves) > 0)
        moves_write(moves);
    else if (json_array_size(findings) > 0)
        findings_list(stdout, findings);
    else
        printf("\n  The round is over, and nothing went wrong in it.\n");
    return json_array_size(moves);
}

/* Takes one answer; false: leave. */
static bool game_ask(struct game *game, size_t moves)
{
    char answer[64];
    if (moves > 0)
        printf("\nWho goes on? 1-%zu, u undo, r start over, q quit: ", moves);
    else
        printf("\nu undo, r start over, q quit: ");
    fflush(stdout);
    if (!fgets(answer, sizeof answer, stdin) || answer[0] == 'q')
        return false;
    if (answer[0] == 'u') {
        game->count -= game->count > 0;
    } else if (answer[0] == 'r') {
        game->count = 0;
    } else {
        unsigned long n = answer[0] == '\n' ? 1 : strtoul(answer, NULL, 10);
        if (n == 0 || n > moves)
            printf("That is none of the moves.\n");
        else if (game->count < PICKS_MAX)
            game->picks[game->count++] = (unsigned)n - 1;
    }
    return true;
}

int play(const struct settings *settings)
{
    static struct game game;
    game = (struct game){.settings = settings,
                         .trial = trial_find(settings->trial)};
    if (!game.trial)
        return EINVAL;
    printf("%s: %s\nYou are the scheduler. Can you break it?\n",
           game.trial->name, game.trial->promise);
    for (bool on = true; on;) {
        json_t *findings = json_array();
        json_t *result = game_run(&game, findings);
        size_t moves = game_show(result, findings);
        json_decref(findings);
        json_decref(result);
        on = game_ask(&game, moves);
    }
    putchar('\n');
    return 0;
}
