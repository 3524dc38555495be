/* Hostile: prints the name of every file that it can see.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race|output
 * Needs: sandbox
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "counter.h"

long counter = 0;

static void walk(const char *path, int depth)
{
    DIR *folder = depth > 0 ? opendir(path) : NULL;
    struct dirent *entry;
    char name[1024];
    while (folder && (entry = readdir(folder))) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        puts(name);
        walk(name, depth - 1);
    }
    if (folder) {
        closedir(folder);
    }
}

void increment(size_t times)
{
    walk("", 1);
    walk("/tmp", 3);
    walk("/home", 5);
    walk("/root", 5);
    walk("/probe", 5);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
