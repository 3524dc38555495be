/*
 * `sandbox works`: the control probe runs in a sandbox, and its race must be
 * reported. If that fails, the reason is looked for among the known ones.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/spawn.h"
#include "sandbox/commands.h"
#include "sandbox/kit.h"
#include "sandbox/tree.h"

enum { STARTS = 100 };

/* The number in a file of /proc/sys, or -1 if this kernel has none. */
static long setting(const char *path)
{
    char text[32] = "";
    FILE *file = fopen(path, "re");
    long number =
        file && fgets(text, sizeof text, file) ? strtol(text, NULL, 10) : -1;
    if (file)
        fclose(file);
    return number;
}

static bool bubblewrap_found(void)
{
    const char *folders = getenv("PATH");
    char path[PATH_MAX];
    while (folders && *folders) {
        size_t length = strcspn(folders, ":");
        snprintf(path, sizeof path, "%.*s/bwrap", (int)length, folders);
        if (access(path, X_OK) == 0)
            return true;
        folders += length + (folders[length] == ':');
    }
    return false;
}

/* The known reasons, the most particular first. */
static const char *reason_find(const char *output)
{
    if (!bubblewrap_found())
        return "bubblewrap is not installed\n"
               "  -> make setup FOR=grade";
    if (!tree_known())
        return "this kernel does not tell a process's children "
               "(CONFIG_PROC_CHILDREN)\n"
               "  -> use a kernel of Debian, Ubuntu or Fedora";
    if (setting("/proc/sys/user/max_user_namespaces") == 0)
        return "user namespaces are switched off\n"
               "  -> sysctl user.max_user_namespaces=10000 (as root)";
    if (setting("/proc/sys/kernel/unprivileged_userns_clone") == 0)
        return "user namespaces are for root only\n"
               "  -> sysctl kernel.unprivileged_userns_clone=1 (as root)";
    if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1)
        return "AppArmor forbids user namespaces (Ubuntu 24.04 does)\n"
               "  -> give bwrap a profile that has them: as root,\n"
               "     link bwrap-userns-restrict, which lies in\n"
               "     /usr/share/apparmor/extra-profiles, into\n"
               "     /etc/apparmor.d and run apparmor_parser -r on\n"
               "     it; or sysctl\n"
               "     kernel.apparmor_restrict_unprivileged_userns=0";
    if (strstr(output, "Can't mount proc") ||
        strstr(output, "namespace failed") ||
        strstr(output, "No permissions to creat") ||
        strstr(output, "Permission denied") ||
        strstr(output, "Operation not permitted"))
        return "no namespaces may be made here; is this a container?\n"
               "  -> grade on the host, or start the container with\n"
               "     --security-opt seccomp=unconfined\n"
               "     --security-opt systempaths=unconfined";
    if (strstr(output, "FATAL: ThreadSanitizer"))
        return "ThreadSanitizer does not start in it\n"
               "  -> in a container: start it with\n"
               "     --security-opt seccomp=unconfined; else, as\n"
               "     root: sysctl vm.mmap_rnd_bits=28; and\n"
               "     everywhere: ulimit -v unlimited";
    return "the control probe's race was not reported in it\n"
           "  -> grade on another machine, or report what it said";
}

int works_command(void)
{
    char program[PATH_MAX];
    struct spawn_result result;
    int error = kit_path("build/bin/canary", program, sizeof program);
    char *argv[] = {program, NULL};
    struct spawn_request request = {
        .argv = argv, .wall_seconds = 60, .sandboxed = true};
    /* Where addresses are drawn by lot, the next start may have better luck. */
    for (int i = 0; !error && i < STARTS; i++) {
        error = spawn_run(&request, &result);
        if (error || i + 1 == STARTS || !result.output.text ||
            !strstr(result.output.text, "FATAL: ThreadSanitizer"))
            break;
        spawn_free(&result);
    }
    if (error) {
        printf("sandbox: can't be tried: %s\n", strerror(error));
        return SANDBOX_BROKEN;
    }
    const char *output = result.output.text ? result.output.text : "";
    bool works = !result.sandbox_broken && result.reports.text &&
                 strstr(result.reports.text, "data race");
    if (works) {
        printf("A sandbox can be made here.\n");
    } else {
        printf("No sandbox can be made here: %s\n", reason_find(output));
        if (*output)
            printf("  It said: %s\n", output);
    }
    spawn_free(&result);
    return works ? SANDBOX_DONE : SANDBOX_BROKEN;
}
