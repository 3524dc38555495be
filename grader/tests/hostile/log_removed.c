/* Hostile: removes ThreadSanitizer's log when it is done.
 * Verdict: integrity
 */
#include <stdio.h>
#include <stdlib.h>
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

__attribute__((destructor)) static void hush(void)
{
    const char *options = getenv("TSAN_OPTIONS");
    const char *log = options ? strstr(options, "log_path=") : NULL;
    char path[4096];
    if (log) {
        snprintf(path, sizeof path, "%s.%d", log + strlen("log_path="),
                 (int)getpid());
        unlink(path);
    }
}
