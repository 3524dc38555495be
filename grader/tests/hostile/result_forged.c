/* Hostile: one trial's probe writes the result of another over the judge's.
 * Verdict: integrity
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

static int is_trial(const char *name)
{
    static char line[4096];
    FILE *file = fopen("/proc/self/cmdline", "r");
    size_t length = file ? fread(line, 1, sizeof line - 1, file) : 0;
    for (char *at = line; at < line + length; at += strlen(at) + 1) {
        if (strcmp(at, name) == 0) {
            return 1;
        }
    }
    return 0;
}

__attribute__((destructor)) static void forge(void)
{
    char path[4096] = "", file[5000];
    if (!is_trial("many_threads") ||
        readlink("/proc/self/exe", path, sizeof path - 1) < 0) {
        return;
    }
    snprintf(file, sizeof file, "%.*s/logs/two_threads.json",
             (int)(strrchr(path, '/') - path), path);
    for (int i = 0; i < 3000 && access(file, F_OK) != 0; i++) {
        poll(NULL, 0, 10);
    }
    poll(NULL, 0, 100);
    FILE *result = fopen(file, "w");
    fputs("{\"name\":\"two_threads\",\"promise\":\"\",\"verdict\":\"pass\","
          "\"points\":50,\"max_points\":50,\"findings\":[],\"engines\":[]}",
          result);
    fclose(result);
}
