/* What needs no mention (see expected.h). */
#include "batch/intake/expected.h"

#include <fnmatch.h>
#include <stddef.h>
#include <string.h>

/* Never looked into, at any level. "._counter.c" is how macOS packs what is
 * not the file. */
static const char *const hidden[] = {
    "._*",     "__MACOSX", ".DS_Store", ".git*",
    ".vscode", ".idea",    ".Trash*",   ".devcontainer",
    ".ci",     ".cache",   ".clang-*",  ".editorconfig"};

/* Never looked into below a student's folder. */
static const char *const folders[] = {".*",   "build",         "grader",
                                      "docs", "cmake-build-*", "*.dSYM"};

static const char *const files[] = {"main.c",
                                    "README*",
                                    "*.h",
                                    "*.md",
                                    "LICENSE*",
                                    "Makefile",
                                    "makefile",
                                    "*.o",
                                    "a.out",
                                    "*.old*",
                                    "*~",
                                    "*.swp",
                                    "Thumbs.db",
                                    "desktop.ini",
                                    "CMakeLists.txt",
                                    "compile_commands.json"};

static bool matches(const char *name, const char *const *patterns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fnmatch(patterns[i], name, 0) == 0)
            return true;
    return false;
}

static bool part_skipped(const char *part, size_t length, bool folder,
                         bool below)
{
    char name[256];
    if (length == 0 || length >= sizeof name)
        return false;
    memcpy(name, part, length);
    name[length] = '\0';
    return matches(name, hidden, sizeof hidden / sizeof hidden[0]) ||
           (below && (folder || name[0] == '.') &&
            matches(name, folders, sizeof folders / sizeof folders[0]));
}

bool expected_path(const char *path, bool folder)
{
    for (const char *at = path;;) {
        size_t length = strcspn(at, "/");
        bool last = at[length] == '\0';
        if (part_skipped(at, length, !last || folder, at > path))
            return true;
        if (last)
            return false;
        at += length + 1;
    }
}

bool expected_file(const char *name)
{
    return matches(name, files, sizeof files / sizeof files[0]);
}
