/*
 * sandbox: runs what students wrote, or a compiler on it, shut in.
 *
 *   sandbox probe [LIMIT...] [--tell FD] -- PROGRAM ARGUMENT...
 *   sandbox compile [LIMIT...] --source FILE --header FILE --object OUT
 *                   --text OUT --calls OUT -- FLAG...
 *   sandbox works
 *
 * LIMIT: --wall SECONDS, --memory MIB, --tasks N; with --parent PID it ends,
 * too, when its parent, that process, is gone. The compiler is CC, as for
 * compile.sh. commands.h says what comes out.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox/commands.h"

static const struct option options[] = {
    {"wall", required_argument, NULL, 'w'},
    {"memory", required_argument, NULL, 'm'},
    {"tasks", required_argument, NULL, 'k'},
    {"parent", required_argument, NULL, 'p'},
    {"tell", required_argument, NULL, 'f'},
    {"source", required_argument, NULL, 's'},
    {"header", required_argument, NULL, 'h'},
    {"object", required_argument, NULL, 'o'},
    {"text", required_argument, NULL, 't'},
    {"calls", required_argument, NULL, 'c'},
    {0},
};

static int usage(void)
{
    fprintf(stderr,
            "usage: sandbox probe [--tell FD] -- PROGRAM ARGUMENT...\n"
            "       sandbox compile --source FILE --header FILE --object OUT\n"
            "                       --text OUT --calls OUT -- FLAG...\n"
            "       sandbox works\n"
            "bounds: --wall SECONDS --memory MIB --tasks N --parent PID\n");
    return SANDBOX_BROKEN;
}

static bool option_take(struct request *request, int option)
{
    switch (option) {
    case 'w':
        request->limits.wall = strtod(optarg, NULL);
        return request->limits.wall > 0;
    case 'm':
        request->limits.memory = MEBIBYTES(strtoull(optarg, NULL, 10));
        if (request->limits.address_space)
            request->limits.address_space = request->limits.memory;
        return request->limits.memory > 0;
    case 'k':
        request->limits.tasks = (unsigned)strtoul(optarg, NULL, 10);
        return request->limits.tasks > 0;
    case 'f':
        request->tell = (int)strtol(optarg, NULL, 10);
        return true;
    case 'p':
        request->parent = (pid_t)strtol(optarg, NULL, 10);
        return true;
    case 's':
        request->source = optarg;
        return true;
    case 'h':
        request->header = optarg;
        return true;
    case 'o':
        request->object = optarg;
        return true;
    case 't':
        request->text = optarg;
        return true;
    case 'c':
        request->calls = optarg;
        return true;
    default:
        return false;
    }
}

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    bool compile = strcmp(command, "compile") == 0;
    struct request request = {
        .limits = compile ? LIMITS_COMPILER : LIMITS_PROBE, .tell = -1};
    if (strcmp(command, "works") == 0)
        return works_command();
    if (!compile && strcmp(command, "probe") != 0)
        return usage();
    argc--, argv++;
    for (int c; (c = getopt_long(argc, argv, "+", options, NULL)) != -1;)
        if (!option_take(&request, c))
            return usage();
    request.rest = argv + optind;
    if (!compile)
        return *request.rest ? probe_command(&request) : usage();
    if (!request.source || !request.header || !request.object ||
        !request.text || !request.calls)
        return usage();
    return compile_command(&request);
}
