/*
 * Play (see play.h).
 *
 * The game's whole state is the list of picks: each question is reached by
 * running the probe along all of them again.
 */
#include "judge/draw/play.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/explorer.h"
#include "judge/draw/ladder.h"
#include "judge/draw/play_keys.h"
#include "judge/draw/replay.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"

enum { PICKS_MAX = 4096, PICK_TEXT = 8, WIDTH = 80 };

struct game {
    const struct settings *settings;
    const struct trial *trial;
    unsigned picks[PICKS_MAX];
    size_t count;
    json_t *letters; /* see play_keys.h */
};

static json_t *game_run(const struct game *game, json_t *findings)
{
    static char picks[PICKS_MAX * PICK_TEXT];
    size_t length = 0;
    picks[0] = '\0';
    for (size_t i = 0; i < game->count; i++)
        length += (size_t)snprintf(picks + length, sizeof picks - length,
                                   "%s%u", i ? "," : "", game->picks[i]);
    char *arguments[] = {"--play", "--replay", picks, NULL};
    return explorer_run(game->settings, "play", arguments, false, findings);
}

/* What the thread does there, and as much of its source as the line has room
 * for. */
static void move_write(const json_t *move)
{
    char text[512];
    const char *source = json_text(move, "source");
    int n = snprintf(text, sizeof text, "  %-3s %s %s", json_text(move, "key"),
                     json_text(move, "thread"), json_text(move, "does"));
    if (*source && n > 0 && n < WIDTH)
        snprintf(text + n, sizeof text - (size_t)n, "   %lld: %s",
                 (long long)json_number(move, "line"), source);
    n = n < WIDTH ? (int)strlen(text) : n;
    if (*source && n > WIDTH)
        printf("%.*s...\n", WIDTH - 3, text);
    else
        printf("%s\n", text);
}

/* Shows where the game stands; the moves, with their keys: none when it is
 * over. Owned by the caller. */
static json_t *game_show(struct game *game, const json_t *result,
                         const json_t *findings)
{
    const json_t *trace = json_object_get(result, "trace");
    json_t *moves =
        moves_keyed(game->letters, json_object_get(result, "options"));
    size_t i;
    const json_t *move;
    putchar('\n');
    if (trace)
        ladder_write(stdout, trace);
    if (json_array_size(moves) > 0)
        putchar('\n');
    else if (json_array_size(findings) > 0)
        findings_list(stdout, findings);
    else
        printf("\n  The round is over, and nothing went wrong in it.\n");
    json_array_foreach(moves, i, move) move_write(move);
    return moves;
}

static void question_write(const json_t *moves)
{
    size_t i;
    const json_t *move;
    putchar('\n');
    json_array_foreach(moves, i, move)
    {
        if (json_number(move, "n") == 0)
            printf("Who goes on? Enter: %s, ", json_text(move, "key"));
    }
    printf("u undo, r start over, q quit: ");
    fflush(stdout);
}

/* Takes one answer; false: leave. */
static bool game_ask(struct game *game, const json_t *moves)
{
    char answer[64];
    question_write(moves);
    if (!fgets(answer, sizeof answer, stdin))
        return false;
    answer[strcspn(answer, " \t\r\n")] = '\0';
    if (strcmp(answer, "q") == 0)
        return false;
    json_int_t pick = move_typed(moves, answer);
    if (strcmp(answer, "u") == 0)
        game->count -= game->count > 0;
    else if (strcmp(answer, "r") == 0)
        game->count = 0;
    else if (pick < 0)
        printf("That is none of the moves.\n");
    else if (game->count < PICKS_MAX)
        game->picks[game->count++] = (unsigned)pick;
    return true;
}

int play(const struct settings *settings)
{
    static struct game game;
    game = (struct game){.settings = settings,
                         .letters = json_object(),
                         .trial = trial_find(settings->trial)};
    if (!game.trial) {
        json_decref(game.letters);
        return EINVAL;
    }
    printf("%s: %s\nYou are the scheduler. Can you break it?\n",
           game.trial->name, game.trial->promise);
    for (bool on = true; on;) {
        json_t *findings = json_array();
        json_t *result = game_run(&game, findings);
        json_t *moves = game_show(&game, result, findings);
        on = game_ask(&game, moves);
        json_decref(moves);
        json_decref(findings);
        json_decref(result);
    }
    json_decref(game.letters);
    putchar('\n');
    return 0;
}
