/* Hostile: writes the result that belongs to the judge.
 * Verdict: fail
 * Finding: race
 */
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

__attribute__((destructor)) static void forge(void)
{
    static const char *const trials[] = {"two_threads", "many_threads"};
    char path[4096], file[5000];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    for (int i = 0; i < 2 && strrchr(path, '/'); i++) {
        snprintf(file, sizeof file, "%.*s/logs/%s.json",
                 (int)(strrchr(path, '/') - path), path, trials[i]);
        FILE *result = fopen(file, "w");
        if (result) {
            fprintf(result,
                    "{\"name\":\"%s\",\"promise\":\"\",\"verdict\":\"pass\","
                    "\"points\":5,\"max_points\":5,\"findings\":[],"
                    "\"engines\":[]}",
                    trials[i]);
            fclose(result);
        }
    }
}
