/*
 * explore: searches the interleavings of any pthreads program.
 *
 * It builds the program with the explorer inside, runs it as a probe, and says
 * what was found: as text with a picture, or as one JSON object.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explore/tool/build.h"
#include "explore/tool/file_kind.h"
#include "explore/tool/options.h"
#include "explore/tool/process.h"
#include "explore/tool/progress.h"
#include "judge/draw/ladder.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"
#include "judge/probe/probe_run.h"

enum { EXIT_CLEAN, EXIT_FOUND, EXIT_BROKEN, EXIT_STOPPED };

/* What guards the machine where the user has set a time. */
enum { WALL_BEYOND = 60 };

static json_t *program_run(const struct tool_options *options,
                           const char *folder, const char *program,
                           json_t *findings)
{
    char raw[PATH_MAX];
    char *arguments[PASSED_ON_MAX + 12] = {NULL};
    unsigned count = 0;
    for (; count < options->passed_on_count; count++)
        arguments[count] = options->passed_on[count];
    if (progress_wanted())
        arguments[count++] = "--progress";
    if (options->is_program) {
        arguments[count++] = "--name";
        arguments[count++] = options->files[0];
    }
    if (*options->program)
        arguments[count++] = "--";
    for (char *const *more = options->program;
         *more && count < PASSED_ON_MAX + 11; more++)
        arguments[count++] = *more;
    snprintf(raw, sizeof raw, "%s/tsan", folder);
    struct settings settings = {
        .source = options->files[0],
        .lesson = "",
        .wall = options->seconds ? (double)options->seconds + WALL_BEYOND
                                 : SETTINGS_WALL};
    struct probe_job job = {.settings = &settings,
                            .engine = "explore",
                            .program = program,
                            .trial = "",
                            .raw = raw,
                            .arguments = arguments,
                            .on_line = progress_show,
                            .on_turn = progress_turn,
                            .own_program = true,
                            .input = !isatty(STDIN_FILENO)};
    progress_begin(options->seconds);
    json_t *result = probe_run(&job, findings);
    progress_end();
    return result;
}

static void json_write(const json_t *result, const json_t *findings,
                       const char *verdict)
{
    const json_t *trace = json_object_get(result, "trace");
    json_t *object =
        json_pack("{s:s, s:O}", "verdict", verdict, "findings", findings);
    static const char *const figures[][2] = {
        {"schedules", "schedules"},
        {"first_finding", "first"},
        {"strategy", "strategy"},
        {"every", "every"},
        {"classes", "classes"},
        {"not_reduced", "not_reduced"},
        {"bounds", "bounds"},
        {"seconds", "seconds"},
        {"certificate", "certificate"},
        {"notes", "notes"},
        {"unmodelled", "unmodelled"},
        {"blocked", "blocked"},
        {"error", "error"},
        {"output", "output"},
        {"output_cut", "output_cut"},
        {"outputs", "printed"},
        {"outputs_in_all", "outputs"},
        {"input", "input"},
    };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        json_t *value = json_object_get(result, figures[i][1]);
        json_object_set_new(object, figures[i][0],
                            value ? json_incref(value) : json_null());
    }
    json_object_set_new(object, "schedule_id",
                        trace ? json_incref(json_object_get(trace, "id"))
                              : json_null());
    json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(object);
}

/* What is worth knowing of a program in which nothing was found. */
static void outputs_write(const json_t *result)
{
    const json_t *outputs = json_object_get(result, "outputs");
    const json_t *printed = json_object_get(result, "printed");
    size_t i, j;
    const json_t *output, *text;
    char line[160];
    if (!outputs)
        return;
    snprintf(line, sizeof line,
             "It does not always print the same: %s%lld different outputs in "
             "%lld schedules. Is each of them right?",
             json_integer_value(json_object_get(outputs, "many")) ? "more than "
                                                                  : "",
             json_integer_value(json_object_get(outputs, "distinct")),
             json_integer_value(json_object_get(outputs, "schedules")));
    putchar('\n');
    text_wrap(stdout, 2, line);
    json_array_foreach(printed, i, output)
    {
        const char *id = json_text(output, "id");
        long long at = json_integer_value(json_object_get(output, "line"));
        long long times =
            json_integer_value(json_object_get(output, "schedules"));
        printf("\n    in %lld schedule%s%s%s", times, times == 1 ? "" : "s",
               *id ? "; again: --replay " : "", id);
        printf(at > 1 ? "; from line %lld on:\n" : ":\n", at);
        json_array_foreach(json_object_get(output, "text"), j, text)
            printf("      %s\n", json_string_value(text));
        if (json_integer_value(json_object_get(output, "more")))
            printf("      ...\n");
        if (json_array_size(json_object_get(output, "text")) == 0)
            printf("      (nothing)\n");
    }
}

static void refusal_write(const json_t *result, const char *unmodelled)
{
    const char *blocked = json_text(result, "blocked");
    char line[1024];
    snprintf(line, sizeof line, "can't be explored: %s%s",
             *blocked ? "" : "it uses ", *blocked ? blocked : unmodelled);
    putchar('\n');
    text_wrap(stdout, 2, line);
}

static void result_write(const json_t *result, const json_t *findings)
{
    const json_t *trace = json_object_get(result, "trace");
    const char *unmodelled = json_text(result, "unmodelled");
    const char *certificate = json_text(result, "certificate");
    const char *error = json_text(result, "error");
    bool found = json_array_size(findings) > 0;
    if (!found && *unmodelled) {
        refusal_write(result, unmodelled);
        return; /* how it came there shows nothing */
    } else if (!found && *error) {
        char line[1024];
        snprintf(line, sizeof line, "it could not run: %s", error);
        putchar('\n');
        text_wrap(stdout, 2, line);
        return;
    } else if (!found && *certificate) {
        putchar('\n');
        text_wrap(stdout, 2, certificate);
        outputs_write(result);
    } else {
        findings_list(stdout, findings); /* a replay may have none */
    }
    if (*json_text(result, "input")) {
        putchar('\n');
        text_wrap(stdout, 2, json_text(result, "input"));
    }
    if (!trace)
        return;
    char heading[256];
    trace_heading(trace, heading, sizeof heading);
    putchar('\n');
    text_wrap(stdout, 2, heading);
    putchar('\n');
    ladder_write(stdout, trace);
    long long first = json_integer_value(json_object_get(result, "first"));
    if (first > 0)
        printf("\n  found in schedule %lld; again: --replay %s\n", first,
               json_text(trace, "id"));
}

static void text_write(const json_t *result, const json_t *findings)
{
    result_write(result, findings);
    notes_list(stdout, json_object_get(result, "notes"));
}

static int report(const struct tool_options *options, const json_t *result,
                  const json_t *findings)
{
    const char *verdict = json_text(result, "verdict");
    int status = strcmp(verdict, "pass") == 0   ? EXIT_CLEAN
                 : strcmp(verdict, "fail") == 0 ? EXIT_FOUND
                                                : EXIT_BROKEN;
    if (status == EXIT_CLEAN && progress_interrupted())
        status = EXIT_STOPPED;
    json_t *trace = json_object_get(result, "trace");
    if (options->json)
        json_write(result, findings, verdict);
    else
        text_write(result, findings);
    if (options->trace && trace &&
        json_dump_file(trace, options->trace, JSON_INDENT(2))) {
        fprintf(stderr, "explore: can't write %s\n", options->trace);
        status = EXIT_BROKEN;
    }
    return status;
}

/* A run that neither searched nor followed a schedule decided nothing. None
 * goes without a verdict and without a reason. */
static void result_settle(json_t *result, const json_t *findings)
{
    const char *verdict = json_text(result, "verdict");
    if (strcmp(verdict, "pass") != 0 && json_array_size(findings) == 0 &&
        !*json_text(result, "unmodelled") && !*json_text(result, "error"))
        json_object_set_new(
            result, "error",
            json_string("the explorer ended without a word, which says nothing "
                        "about the program. Next: report it, with the file"));
    if (strcmp(verdict, "pass") != 0 || *json_text(result, "certificate") ||
        json_object_get(result, "trace"))
        return;
    json_object_set_new(result, "verdict", json_string("invalid"));
    json_object_set_new(result, "error",
                        json_string("that is no schedule id of this program"));
}

/* It did not stop by itself, so what it says of its end means nothing. */
static int given_up(const struct tool_options *options, json_t *result)
{
    json_t *none = json_array();
    const char *error =
        "the schedule that ran when the search was to stop did not come to its "
        "end, so the program had to be killed; until then nothing was found";
    json_object_clear(result);
    json_object_set_new(result, "error", json_string(error));
    if (options->json)
        json_write(result, none, "invalid");
    else
        text_wrap(stdout, 2, error);
    json_decref(none);
    return progress_interrupted() ? EXIT_STOPPED : EXIT_BROKEN;
}

/* @return Whether the program is there now: built, or given as one. */
static bool program_get(const struct tool_options *options, const char *folder,
                        char *program, size_t size)
{
    char kit[PATH_MAX];
    struct build build = {kit, options->compiler, options->cflags,
                          options->files, folder};
    snprintf(program, size, "%s/program", folder);
    if (options->is_program)
        return !explorable_take(options->files[0], program);
    return !kit_find(kit, sizeof kit) && !build_program(&build, program, size);
}

static int explore_files(const struct tool_options *options, const char *folder)
{
    char program[PATH_MAX];
    json_t *findings = json_array();
    if (!program_get(options, folder, program, sizeof program)) {
        json_t *broken = json_pack("{s:s}", "error", "it could not be built");
        if (options->json)
            json_write(broken, findings, "build");
        json_decref(broken);
        json_decref(findings);
        return progress_interrupted() ? EXIT_STOPPED : EXIT_BROKEN;
    }
    json_t *result = program_run(options, folder, program, findings);
    result_settle(result, findings);
    size_t i;
    json_t *finding;
    /* The raw log goes with the folder. */
    json_array_foreach(findings, i, finding) json_object_del(finding, "raw");
    int status = progress_killed() ? given_up(options, result)
                                   : report(options, result, findings);
    json_decref(result);
    json_decref(findings);
    return status;
}

int main(int argc, char **argv)
{
    struct tool_options options;
    char folder[] = "/tmp/explore-XXXXXX";
    if (tool_options_read(&options, argc, argv))
        return EXIT_BROKEN;
    if (options.help) {
        fputs(tool_help, stdout);
        return EXIT_CLEAN;
    }
    if (!folder_make(folder, "explore"))
        return EXIT_BROKEN;
    progress_listen();
    int status = explore_files(&options, folder);
    folder_remove(folder);
    free(options.files);
    return status;
}
