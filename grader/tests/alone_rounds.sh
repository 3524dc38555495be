#!/bin/sh
# What ends a trial by real threads: the race detector's word at once, a failed
# expectation after some rounds more, in which its cause may show.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=build/test/out/rounds
rm -rf "$out"
mkdir -p "$out"

# Static data is put back before each round; the environment is not.
cat >"$out/01_lock.c" <<'END'
#include "counter.h"

#include <stdlib.h>

#include "trial/trial.h"

static long round_number(const char *trial)
{
    const char *before = getenv(trial);
    long number = before ? atol(before) + 1 : 1;
    char text[32];

    snprintf(text, sizeof text, "%ld", number);
    setenv(trial, text, 1);
    return number;
}

static void *race(void *number)
{
    *(long *)number += 1;
    return NULL;
}

TRIAL(cause, "the cause shows in a later round", .points = 1, .rounds = 250)
{
    long number = round_number("cause");

    trial_expect(number > 3, "round %ld fails", number);
    if (number < 3)
        return;
    trial_spawn("x", race, &number);
    trial_spawn("y", race, &number);
    trial_run();
}

TRIAL(no_cause, "no cause shows", .points = 1, .rounds = 250)
{
    long number = round_number("no_cause");

    trial_expect(number != 3, "round %ld fails", number);
}

TRIAL(short_trial, "not even so many rounds", .points = 1, .rounds = 5)
{
    trial_expect(round_number("short_trial") == 1, "only the first succeeds");
}
END
cp grader/lessons/01_lock/skeleton.c "$out/counter.c"
grader/trials.sh 01_lock "$out/01_lock.c" "$out/trials"

export LOCKSTEP_TRIALS="$out/trials" LOCKSTEP_ENGINES=stress
grade 01_lock "$out/counter.c" "$out/result"

# rounds TRIAL: how many were run.
rounds() {
    sed -n "/\"name\": \"$1\"/,/\"rounds\"/s/.*\"rounds\": \([0-9]*\).*/\1/p" \
        "$out/result/record.json"
}

for trial in cause no_cause short_trial; do
    has "finding $trial assertion .*" || complain "$trial: nothing failed"
    has "trial $trial fail 0 1" || complain "$trial did not fail"
done
has 'finding cause race .*' || complain "the race was not waited for"
[ "$(rounds cause)" -lt 20 ] ||
    complain "the race, of round 3, ended the trial after $(rounds cause)"
[ "$(grep -c '^finding no_cause' "$facts")" -eq 1 ] ||
    complain "one expectation failed, and it is told more than once"
[ "$(rounds no_cause)" -eq 22 ] ||
    complain "it fails from round 3 on, and $(rounds no_cause) were run, not 22"
[ "$(rounds short_trial)" -eq 5 ] ||
    complain "$(rounds short_trial) rounds were run, not 5"
exit "$wrong"
