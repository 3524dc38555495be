/*
 * A program's certain end (batch/work/guard.h). Each test is a process of its
 * own, as guard_run() wants it.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/work/guard.h"

static char folder[] = "/tmp/lockstep-guard-XXXXXX";
static char output[64];

static void folder_make(void)
{
    cr_assert(mkdtemp(folder));
    snprintf(output, sizeof output, "%s/said", folder);
}

static void folder_remove(void)
{
    store_remove(folder);
}

TestSuite(guard, .init = folder_make, .fini = folder_remove, .timeout = 60);

static int shell(const char *script, unsigned seconds, int *status)
{
    char *argv[] = {"/bin/sh", "-c", (char *)script, NULL};
    struct guard_request request = {.argv = argv,
                                    .output = output,
                                    .seconds = seconds,
                                    .settings = {{"GIVEN", "yes"},
                                                 {"NOT_GIVEN", NULL},
                                                 {"FOLDER", folder}}};
    return guard_run(&request, status);
}

static bool is_gone(const char *name)
{
    char *path = text_print("%s/%s", folder, name);
    char *text = file_read(path);
    cr_assert(text, "%s was not written", name);
    pid_t pid = (pid_t)strtol(text, NULL, 10);
    free(text);
    free(path);
    return kill(pid, 0) != 0 && errno == ESRCH;
}

Test(guard, status_and_words)
{
    int status = -1;
    cr_assert_eq(shell("echo out; echo err >&2; exit 3", 30, &status), 0);
    cr_expect_eq(status, 3);
    char *text = file_read(output);
    cr_expect_str_eq(text, "out\nerr\n");
    free(text);
}

Test(guard, a_signals_status)
{
    int status = -1;
    cr_assert_eq(shell("kill -9 $$", 30, &status), 0);
    cr_expect_eq(status, 128 + SIGKILL);
}

Test(guard, the_environment_is_what_was_given)
{
    int status = -1;
    setenv("CFLAGS", "-DNOISE", 1);
    setenv("TSAN_OPTIONS", "exitcode=0", 1);
    setenv("LD_PRELOAD", "", 1);
    cr_assert_eq(shell("env | sed 's/=.*//' | sort | grep -v '^_$' | xargs", 30,
                       &status),
                 0);
    char *text = file_read(output);
    cr_expect_str_eq(text, "FOLDER GIVEN PATH PWD\n");
    free(text);
}

Test(guard, a_daemon_is_killed_too)
{
    int status = -1;
    cr_assert_eq(shell("setsid sh -c 'echo $$ >$FOLDER/daemon; "
                       "trap \"\" TERM HUP INT; while :; do sleep 1; done' & "
                       "while [ ! -s $FOLDER/daemon ]; do sleep 0.01; done",
                       30, &status),
                 0);
    cr_expect_eq(status, 0);
    cr_expect(is_gone("daemon"));
}

Test(guard, its_time_is_over)
{
    int status = -1;
    cr_expect_eq(shell("echo $$ >$FOLDER/me; sleep 1000 & "
                       "echo $! >$FOLDER/child; wait",
                       3, &status),
                 ETIMEDOUT);
    cr_expect(is_gone("me"));
    cr_expect(is_gone("child"));
}

Test(guard, asked_to_end)
{
    int status = -1;
    cr_expect_eq(
        shell("echo $$ >$FOLDER/me; kill -TERM $PPID; sleep 1000", 50, &status),
        EINTR);
    cr_expect(is_gone("me"));
}
