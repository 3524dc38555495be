/* The machine that grades (see machine.h). */
#include "judge/probe/machine.h"

#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/spawn.h"
#include "judge/base/version.h"

#define CONTROL "build/bin/canary"

enum { STEADY = 5 };

static bool control_detects(void)
{
    char *argv[] = {CONTROL, NULL};
    struct spawn_request request = {
        .argv = argv, .wall_seconds = 60, .sandboxed = spawn_sandbox_asked()};
    struct spawn_result result;
    bool detects = spawn_run(&request, &result) == 0 && result.reports.text &&
                   strstr(result.reports.text, "data race");
    spawn_free(&result);
    return detects;
}

bool machine_detects_races(void)
{
    for (int i = 0; i < MACHINE_STARTS; i++)
        if (control_detects())
            return true;
    return false;
}

bool machine_is_steady(void)
{
    for (int i = 0; i < STEADY; i++)
        if (!control_detects())
            return false;
    return true;
}

unsigned long long machine_memory_kills(void)
{
    char line[128];
    unsigned long long kills = 0;
    FILE *file = fopen("/proc/vmstat", "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "oom_kill %llu", &kills) == 1)
            break;
    if (file)
        fclose(file);
    return kills;
}

/* The first line that a command prints; commands come from the kit's user. */
static json_t *command_line(const char *compiler)
{
    char command[512], line[256] = "";
    snprintf(command, sizeof command, "%s --version 2>/dev/null", compiler);
    FILE *pipe = popen(command, "r");
    if (pipe && fgets(line, sizeof line, pipe))
        line[strcspn(line, "\n")] = '\0';
    if (pipe)
        pclose(pipe);
    json_t *text = json_string(line);
    return text ? text : json_string("");
}

json_t *machine_versions(const struct settings *settings)
{
    struct utsname name;
    char libc[64], system[512] = "";
    snprintf(libc, sizeof libc, "glibc %s", gnu_get_libc_version());
    if (uname(&name) == 0)
        snprintf(system, sizeof system, "%s %s %s", name.sysname, name.release,
                 name.machine);
    return json_pack("{s:s, s:o, s:s, s:s}", "kit", LOCKSTEP_VERSION,
                     "compiler", command_line(settings->compiler), "runtime",
                     libc, "system", system);
}
