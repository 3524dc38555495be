/*
 * What excuses a probe that ended before its time (judge/find/evidence.h): only
 * what an answer can't bring about, and only where nothing else was found.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "json_of.h"
#include "judge/find/evidence.h"
#include "judge/symbols/symbols.h"

/* As waitpid() gives them. */
enum { EXITED = 0, KILLED = SIGKILL, FILES = SIGXFSZ, FAULT = SIGSEGV };

struct scene {
    int status;
    bool memory_short;
    bool gave_up; /* the runtime's last words are in its log */
    bool own_program;
    const char *observations;
    const char *findings;
};

static const char *excuse(struct scene scene)
{
    struct spawn_result run = {.status = scene.status};
    struct tsan_log log = {.failed_start = scene.gave_up};
    json_t *observations =
        json_of(scene.observations ? scene.observations : "[{'t':'begun'}]");
    json_t *findings = json_of(scene.findings ? scene.findings : "[]");
    struct evidence evidence = {.trial = "two_threads",
                                .engine = "stress",
                                .nonce = "5eed",
                                .own_program = scene.own_program,
                                .observations = observations,
                                .log = &log,
                                .run = &run,
                                .memory_short = scene.memory_short,
                                .findings = findings};
    struct symbols *symbols = NULL;
    cr_assert_eq(symbols_open("build/test/sample", &symbols), 0);
    evidence.symbols = symbols;
    const char *why = endings_excuse(&evidence);
    symbols_close(symbols);
    json_decref(observations);
    json_decref(findings);
    return why;
}

static bool mentions(const char *why, const char *word)
{
    return why && strstr(why, word);
}

Test(ending, a_limit_on_files)
{
    cr_expect(mentions(excuse((struct scene){.status = FILES}), "ulimit -f"));
    cr_expect_not(excuse((struct scene){.status = FILES, .own_program = true}));
}

Test(ending, killed_for_memory_and_for_nothing)
{
    cr_expect(
        mentions(excuse((struct scene){.status = KILLED, .memory_short = true}),
                 "no memory"));
    cr_expect_not(excuse((struct scene){.status = KILLED}));
    cr_expect_not(
        excuse((struct scene){.status = FAULT, .memory_short = true}));
}

Test(ending, the_runtime_gave_up)
{
    cr_expect(mentions(excuse((struct scene){.gave_up = true}), "gave up"));
    cr_expect_not(excuse((struct scene){.status = EXITED}));
    cr_expect_not(excuse((struct scene){.status = FAULT, .gave_up = true}),
                  "whoever forged its words crashed all the same");
}

Test(ending, the_probe_says_what_it_lacks)
{
    cr_expect(mentions(
        excuse((struct scene){.observations = "[{'t':'broken','nonce':'5eed',"
                                              "'what':'8 MiB of addresses',"
                                              "'error':'Cannot allocate'}]"}),
        "no 8 MiB of addresses for the probe (Cannot allocate)"));
    const char *guessed = "[{'t':'broken','nonce':'guessed'}]";
    cr_expect_not(excuse((struct scene){.observations = guessed}));
    cr_expect(
        excuse((struct scene){.observations = guessed, .own_program = true}));
}

Test(ending, a_finding_outweighs_every_excuse)
{
    cr_expect_not(excuse(
        (struct scene){.gave_up = true, .findings = "[{'kind':'exit'}]"}));
    cr_expect_not(excuse((struct scene){
        .status = FILES, .observations = "[{'t':'crash','signal':11}]"}));
    cr_expect_not(excuse((struct scene){
        .observations = "[{'t':'crash','signal':11,'by_kit':1,'at':'0x1'}]",
        .findings = "[{'kind':'race'}]"}));
    cr_expect_not(excuse((struct scene){
        .gave_up = true,
        .observations = "[{'t':'receipt','nonce':'5eed','trial':'two_threads',"
                        "'engine':'stress'}]"}));
}

Test(ending, a_crash_of_the_kit_itself)
{
    cr_expect(mentions(
        excuse((struct scene){.status = FAULT,
                              .observations = "[{'t':'crash','signal':11,"
                                              "'by_kit':1,'at':'0x1'}]"}),
        "the grader itself crashed"));
    cr_expect_not(
        excuse((struct scene){.status = FAULT,
                              .observations = "[{'t':'crash','signal':11,"
                                              "'by_kit':0,'at':'0x1'}]"}));
}
