/*
 * All that a player of a trial can come to: games TRIAL [apart]. With the
 * second word two ways never lead to the same state. It stands in for the
 * probe's main.
 */
#include <string.h>

#include "explore/search/game.h"
#include "trial/engine.h"
#include "trial/statics.h"

extern const struct trial *const __start_trials[];
extern const struct trial *const __stop_trials[];

int main(int count, char **words)
{
    game_apart = count == 3 && strcmp(words[2], "apart") == 0;
    for (const struct trial *const *at = __start_trials; at < __stop_trials;
         at++) {
        const struct probe_request request = {
            .trial = *at, .seed = 1, .rounds = 1, .game = true};
        if (count < 2 || strcmp((*at)->name, words[1]) != 0)
            continue;
        if (statics_save() != 0)
            return 1;
        engine_run(&request);
        return 0;
    }
    return 2;
}
