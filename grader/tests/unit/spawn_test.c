/*
 * How a probe is run (base/spawn.h): everything gathered, nothing leaked,
 * nothing left behind. The shell plays the probe.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/spawn.h"

static struct spawn_result result;
static bool (*on_line)(pid_t, const char *, void *);
static int lines_seen;

static int run_for(double seconds, const char *command)
{
    char *argv[] = {"/bin/sh", "-c", (char *)command, NULL};
    struct spawn_request request = {.argv = argv,
                                    .wall_seconds = seconds,
                                    .on_line = on_line,
                                    .context = &lines_seen};
    return spawn_run(&request, &result);
}

static void run(const char *command)
{
    cr_assert_eq(run_for(60, command), 0);
    cr_assert_not(result.timed_out);
}

static const char *text(const struct gathered *gathered)
{
    return gathered->text ? gathered->text : "";
}

static void result_free(void)
{
    spawn_free(&result);
}

TestSuite(spawn, .fini = result_free);

Test(spawn, exit_status_and_output)
{
    run("echo out; echo err >&2; echo seen >&3; echo raced >&4; exit 7");
    cr_assert(WIFEXITED(result.status));
    cr_expect_eq(WEXITSTATUS(result.status), 7);
    cr_expect(strstr(text(&result.output), "out\n"));
    cr_expect(strstr(text(&result.output), "err\n"));
    cr_expect_str_eq(text(&result.observations), "seen\n");
    cr_expect_str_eq(text(&result.reports), "raced\n");
    cr_expect_gt(result.seconds, 0);
}

Test(spawn, nothing_said)
{
    run("exit 0");
    cr_expect_eq(result.output.length, 0);
    cr_expect_eq(result.observations.length, 0);
    cr_expect_eq(result.status, 0);
}

Test(spawn, killed_by_a_signal)
{
    run("kill -KILL $$");
    cr_assert(WIFSIGNALED(result.status));
    cr_expect_eq(WTERMSIG(result.status), SIGKILL);
    cr_expect_not(result.stopped);
}

Test(spawn, no_such_program)
{
    char *argv[] = {"build/no/such/program", NULL};
    struct spawn_request request = {.argv = argv, .wall_seconds = 60};
    cr_expect_eq(spawn_run(&request, &result), ENOENT);
    argv[0] = "Makefile";
    spawn_free(&result);
    cr_expect_eq(spawn_run(&request, &result), EACCES);
}

Test(spawn, output_without_end)
{
    cr_assert_eq(run_for(60, "exec yes"), 0);
    cr_expect(result.output.overflowed);
    cr_expect_eq(result.output.length, result.output.limit);
    cr_expect_not(result.timed_out);
    cr_expect(WIFSIGNALED(result.status));
}

/* For whom much output is no offence, only the rest of it is lost. */
Test(spawn, output_cut)
{
    char *argv[] = {"/bin/sh", "-c", "head -c 1000000 /dev/zero; exit 7", NULL};
    struct spawn_request request = {
        .argv = argv, .wall_seconds = 60, .talkative = true};
    cr_assert_eq(spawn_run(&request, &result), 0);
    cr_expect(result.output.overflowed);
    cr_expect_eq(result.output.length, result.output.limit);
    cr_assert(WIFEXITED(result.status));
    cr_expect_eq(WEXITSTATUS(result.status), 7);
}

/* Whatever the machine says: the same zone, locale and mask. */
Test(spawn, same_everywhere)
{
    setenv("TZ", "CET-1", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
    umask(0);
    run("echo $TZ $LC_ALL $LANG $LC_NUMERIC $(umask)");
    cr_expect_str_eq(result.output.text, SPAWN_ZONE " " SPAWN_LOCALE " 0022\n");
}

Test(spawn, observations_without_end)
{
    cr_assert_eq(run_for(60, "exec yes >&3"), 0);
    cr_expect(result.observations.overflowed);
    cr_expect_not(result.timed_out);
}

/* Is there a process of that number, other than as a corpse? */
static bool lives(long pid)
{
    char path[64], state = 'Z';
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'Z';
    if (file)
        fclose(file);
    return state != 'Z' && state != 'X';
}

static void expect_gone(long pid)
{
    for (int i = 0; i < 500 && lives(pid); i++)
        usleep(10000);
    cr_expect_not(lives(pid), "process %ld is still there", pid);
}

Test(spawn, out_of_time)
{
    cr_assert_eq(run_for(0.2, "sleep 1000 & echo $!; wait"), 0);
    cr_expect(result.timed_out);
    cr_expect(WIFSIGNALED(result.status));
    cr_expect_lt(result.seconds, 100);
    expect_gone(strtol(text(&result.output), NULL, 10));
}

Test(spawn, what_it_leaves_behind_is_killed)
{
    run("sleep 1000 & echo $!");
    cr_expect_eq(result.status, 0);
    cr_expect_lt(result.seconds, 50, "must not wait for the one left behind");
    expect_gone(strtol(text(&result.output), NULL, 10));
}

Test(spawn, both_pipes_closed_early)
{
    run("exec >/dev/null 2>&1 3>&-; sleep 0.1; exit 3");
    cr_expect_eq(WEXITSTATUS(result.status), 3);
}

static double processor_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

Test(spawn, a_closed_pipe_is_not_watched)
{
    double before = processor_seconds();
    run("exec >/dev/null 2>&1; sleep 2; echo seen >&3");
    cr_expect_str_eq(text(&result.observations), "seen\n");
    cr_expect_lt(processor_seconds() - before, 1, "the judge was busy");
}

/* Standard input is empty, and no descriptor of the judge is open. */
Test(spawn, descriptors)
{
    int leak = dup2(open("/dev/null", O_RDONLY), 55);
    cr_assert_eq(leak, 55);
    run("cat; n=0; while [ $n -lt 100 ]; do "
        "[ ! -e /proc/$$/fd/$n ] || echo $n; n=$((n+1)); done");
    cr_expect_str_eq(text(&result.output), "0\n1\n2\n3\n4\n");
}

Test(spawn, surroundings)
{
    setenv("TSAN_OPTIONS", "report_bugs=0", 1);
    run("cat /proc/self/personality; echo \"$TSAN_OPTIONS\"; ulimit -c");
    cr_expect_eq(strtol(text(&result.output), NULL, 16) & 0x0040000, 0x0040000);
    cr_expect_not(strstr(text(&result.output), "report_bugs"));
    cr_expect(strstr(text(&result.output), "symbolize=0\n0\n"));
}

Test(spawn, interrupts_meant_for_the_judge_stay_there)
{
    run("cut -d ' ' -f 5 /proc/$$/stat; echo $$");
    long group, pid;
    cr_assert_eq(sscanf(text(&result.output), "%ld %ld", &group, &pid), 2);
    cr_expect_eq(group, pid);
}

static bool line_look(pid_t pid, const char *line, void *context)
{
    cr_assert_eq(pid, result.pid);
    ++*(int *)context;
    return strncmp(line, "stop", 4) == 0;
}

Test(spawn, lines_are_offered_whole_and_once)
{
    on_line = line_look;
    run("printf a >&3; sleep 0.1; printf 'b\\nc\\n' >&3; sleep 0.1; "
        "printf 'd\\nnot ended' >&3");
    cr_expect_eq(lines_seen, 3);
    cr_expect_not(result.stopped);
    cr_expect_str_eq(text(&result.observations), "ab\nc\nd\nnot ended");
}

Test(spawn, a_line_can_stop_it)
{
    on_line = line_look;
    run("echo go >&3; echo stop >&3; sleep 1000");
    cr_expect_eq(lines_seen, 2);
    cr_expect(result.stopped);
    cr_expect(WIFSIGNALED(result.status));
}
