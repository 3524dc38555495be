/* A section's figures as JSON, with the machine they were taken on (bench.h).
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "bench/command.h"

/* The processor's name as the kernel reports it. */
static void processor_name(char *name, size_t size)
{
    char line[512];
    FILE *file = fopen("/proc/cpuinfo", "r");
    snprintf(name, size, "unknown");
    while (file && fgets(line, sizeof line, file)) {
        char *value = strstr(line, ": ");
        if (strncmp(line, "model name", 10) != 0 || !value)
            continue;
        value[strcspn(value, "\n")] = '\0';
        snprintf(name, size, "%.100s", value + 2);
        break;
    }
    if (file)
        fclose(file);
}

static json_t *machine_json(const struct bench *bench)
{
    struct utsname system;
    char processor[128];
    char *argv[] = {"sh", "-c", "$0 --version | head -n 1",
                    (char *)bench->compiler, NULL};
    struct command version = {.argv = argv, .limit = 10};
    struct outcome outcome;
    double load = -1;
    processor_name(processor, sizeof processor);
    uname(&system);
    getloadavg(&load, 1);
    command_run(&version, &outcome);
    outcome.text[strcspn(outcome.text, "\n")] = '\0';
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:f}", "processor", processor,
                     "processors", (int)sysconf(_SC_NPROCESSORS_ONLN), "system",
                     system.release, "architecture", system.machine, "compiler",
                     outcome.text, "load_at_the_end", load);
}

bool figures_write(const struct bench *bench, const char *name, json_t *figures)
{
    char path[256];
    snprintf(path, sizeof path, BENCH_FOLDER "/%s.json", name);
    json_object_set_new(figures, "version", json_integer(1));
    json_object_set_new(figures, "section", json_string(name));
    json_object_set_new(figures, "quick", json_boolean(bench->quick));
    json_object_set_new(figures, "machine", machine_json(bench));
    int failed =
        json_dump_file(figures, path, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    json_decref(figures);
    if (failed)
        fprintf(stderr, "bench: can't write %s\n", path);
    else
        printf("\n  The figures: %s\n\n", path);
    fflush(stdout);
    return !failed;
}
