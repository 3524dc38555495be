/*
 * ThreadSanitizer's words, as gcc 12's and clang 14's runtime print them
 * (judge/find/tsan_log.h).
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "judge/find/tsan_log.h"

static const char gcc_race[] =
    "==================\n"
    "WARNING: ThreadSanitizer: data race (pid=22708)\n"
    "  Write of size 4 at 0x0000004040c8 by thread T3:\n"
    "    #0 h /home/me/a.c:7 (stress+0x401356)\n"
    "    #1 <null> <null> (libtsan.so.2+0x3898f)\n"
    "    #2 count grader/lessons/01_lock/trials.c:14 (stress+0x4017d3)\n"
    "\n"
    "  Previous atomic read of size 4 at 0x0000004040c8 by thread T2 "
    "(mutexes: write M1, read M12):\n"
    "    #0 g /home/me/a.c:6 (stress+0x4012dd)\n"
    "\n"
    "  Location is global 'flag' of size 4 at 0x0000004040c8 "
    "(stress+0x4040c8)\n"
    "\n"
    "  Mutex M1 (0x000000404120) created at:\n"
    "    #0 pthread_mutex_lock common_interceptors.inc:4324 "
    "(libtsan.so.2+0x558e1)\n"
    "    #1 f /home/me/a.c:5 (stress+0x40123c)\n"
    "\n"
    "  Mutex M12 (0x7b0400000000) created at:\n"
    "    [failed to restore the stack]\n"
    "\n"
    "  Thread T3 'the auditor' (tid=22713, running) created by main thread "
    "at:\n"
    "    #0 pthread_create tsan_interceptors_posix.cpp:1001 "
    "(libtsan.so.2+0x5e686)\n"
    "    #1 main /home/me/a.c:8 (stress+0x40140d)\n"
    "\n"
    "  Thread T2 (tid=22712, finished) created by main thread at:\n"
    "    #1 main /home/me/a.c:8 (stress+0x4013ec)\n"
    "\n"
    "SUMMARY: ThreadSanitizer: data race /home/me/a.c:7 in h\n"
    "==================\n";

static const char clang_race[] =
    "==================\n"
    "WARNING: ThreadSanitizer: data race (pid=7248)\n"
    "  Write of size 8 at 0x00000050cbc8 by main thread:\n"
    "    #0 increment counter.c:16:16 (stress+0x4cf163) "
    "(BuildId: ff798052eb4e95bf1f2bf93a52e8b155a5e5f450)\n"
    "    #1 start_thread nptl/./nptl/pthread_create.c:442:8 "
    "(libc.so.6+0x891f4) (BuildId: 93ac61ec5a8eb1396f9fbd350e3169a558528a40)\n"
    "\n"
    "  Previous write of size 8 at 0x00000050cbc8 by thread T3:\n"
    "    #0 increment counter.c:16:16 (stress+0x4cf164) "
    "(BuildId: ff798052eb4e95bf1f2bf93a52e8b155a5e5f450)\n"
    "\n"
    "  Thread T3 'b' (tid=7254, finished) created by main thread at:\n"
    "    #0 pthread_create <null> (stress+0x45040d) "
    "(BuildId: ff798052eb4e95bf1f2bf93a52e8b155a5e5f450)\n"
    "\n"
    "SUMMARY: ThreadSanitizer: data race counter.c:16:16 in increment\n"
    "==================\n"
    "ThreadSanitizer: reported 1 warnings\n";

static struct tsan_log parsed;

static const struct report *parse(const char *text, unsigned count)
{
    cr_assert_eq(tsan_log_parse(text, "stress", &parsed), 0);
    cr_assert_eq(parsed.count, count, "%u reports", parsed.count);
    return parsed.reports;
}

static void log_free(void)
{
    tsan_log_free(&parsed);
}

TestSuite(tsan_log, .fini = log_free);

Test(tsan_log, a_race_in_gccs_words)
{
    const struct report *report = parse(gcc_race, 1);
    const struct report_access *now = &report->access[0];
    const struct report_access *before = &report->access[1];
    cr_expect_str_eq(report->kind, "data race");
    cr_expect_not(report->deadly);
    cr_assert_eq(report->access_count, 2);
    cr_expect(now->write && !now->atomic);
    cr_expect(!before->write && before->atomic);
    cr_expect_eq(now->size, 4);
    cr_expect_eq(now->address, 0x4040c8);
    cr_expect_eq(before->address, 0x4040c8);
    cr_expect_str_eq(now->thread, "T3");
    cr_expect_str_eq(before->thread, "T2");
    cr_expect(strncmp(report->location, "global 'flag' of size 4", 23) == 0,
              "%s", report->location);
}

Test(tsan_log, only_frames_of_the_probe_are_kept)
{
    const struct report *report = parse(gcc_race, 1);
    const struct report_stack *now = &report->access[0].stack;
    cr_assert_eq(now->depth, 2);
    cr_expect_eq(now->pc[0], 0x401356);
    cr_expect_eq(now->pc[1], 0x4017d3);
    cr_assert_eq(report->access[1].stack.depth, 1,
                 "where a mutex or a thread was made is another stack");
    cr_expect_eq(report->access[1].stack.pc[0], 0x4012dd);
}

Test(tsan_log, locks_and_threads)
{
    const struct report *report = parse(gcc_race, 1);
    const struct report_access *before = &report->access[1];
    cr_expect_eq(report->access[0].lock_count, 0);
    cr_assert_eq(before->lock_count, 2);
    cr_expect_eq(before->locks[0], 1);
    cr_expect_eq(before->locks[1], 12);
    cr_expect_eq(report_lock_address(report, 1), 0x404120);
    cr_expect_eq(report_lock_address(report, 12), 0x7b0400000000);
    cr_expect_eq(report_lock_address(report, 2), 0);
    cr_expect_str_eq(report_thread_name(report, "T3"), "the auditor");
    cr_expect_str_eq(report_thread_name(report, "T2"), "T2");
    cr_expect_str_eq(report_thread_name(report, "T9"), "T9");
}

Test(tsan_log, a_race_in_clangs_words)
{
    const struct report *report = parse(clang_race, 1);
    cr_assert_eq(report->access_count, 2);
    cr_expect_str_eq(report->access[0].thread, "main thread");
    cr_expect_str_eq(report_thread_name(report, report->access[1].thread), "b");
    cr_assert_eq(report->access[0].stack.depth, 1);
    cr_expect_eq(report->access[0].stack.pc[0], 0x4cf163);
    cr_expect_eq(report->access[1].stack.pc[0], 0x4cf164);
}

Test(tsan_log, reports_do_not_mix)
{
    char both[sizeof gcc_race + sizeof clang_race];
    strcat(strcpy(both, gcc_race), clang_race);
    const struct report *reports = parse(both, 2);
    cr_expect_eq(reports[0].access[0].address, 0x4040c8);
    cr_expect_eq(reports[1].access[0].address, 0x50cbc8);
    cr_expect_eq(reports[0].access[0].stack.depth, 2);
    cr_expect_eq(reports[0].thread_count, 2);
    cr_expect_eq(reports[1].thread_count, 1);
}

Test(tsan_log, a_crash)
{
    const struct report *report = parse(
        "==6448==ERROR: ThreadSanitizer: SEGV on unknown address "
        "0x0000000000f0 (pc 0x0000004015de bp 0x000000407999 sp "
        "0x7ffff193c0c0 T6452)\n"
        "==6448==The signal is caused by a READ memory access.\n"
        "==6448==Hint: address points to the zero page.\n"
        "    #0 increment null.c:4 (stress+0x4015de)\n"
        "    #1 count grader/lessons/01_lock/trials.c:14 (stress+0x4017d3)\n"
        "\n"
        "SUMMARY: ThreadSanitizer: SEGV null.c:4 in increment\n"
        "==6448==ABORTING\n",
        1);
    cr_expect(report->deadly);
    cr_expect_str_eq(report->kind, "SEGV");
    cr_expect_eq(report->fault, 0xf0);
    cr_assert_eq(report->stack.depth, 2);
    cr_expect_eq(report->stack.pc[0], 0x4015de);
}

Test(tsan_log, a_request_is_no_signal)
{
    const struct report *report = parse(
        "==6448==ERROR: ThreadSanitizer: requested allocation size "
        "0xfffffffffffffff8 (0xfffffffffffff800 after adjustments) exceeds "
        "maximum supported size of 0x10000000000 (thread T0)\n"
        "    #0 increment null.c:4 (stress+0x4015de)\n"
        "\n"
        "SUMMARY: ThreadSanitizer: allocation-size-too-big null.c:4\n",
        1);
    cr_expect(report->deadly);
    cr_expect_str_eq(report->kind,
                     "requested allocation size 0xfffffffffffffff8");
}

Test(tsan_log, misuse_has_one_stack)
{
    const struct report *report = parse(
        "WARNING: ThreadSanitizer: unlock of an unlocked mutex (or by a wrong "
        "thread) (pid=22708)\n"
        "    #0 pthread_mutex_unlock common_interceptors.inc:4338 "
        "(libtsan.so.2+0x439f1)\n"
        "    #1 main a.c:9 (stress+0x40145f)\n"
        "\n"
        "  Location is global 'a' of size 40 at 0x0000004040e0 "
        "(stress+0x4040e0)\n"
        "\n"
        "  Mutex M0 (0x0000004040e0) created at:\n"
        "    #1 f a.c:5 (stress+0x40122d)\n"
        "\n"
        "SUMMARY: ThreadSanitizer: unlock of an unlocked mutex a.c:9 in main\n",
        1);
    cr_expect_str_eq(report->kind, "unlock of an unlocked mutex");
    cr_expect_eq(report->access_count, 0);
    cr_assert_eq(report->stack.depth, 1);
    cr_expect_eq(report->stack.pc[0], 0x40145f);
    cr_expect_eq(report_lock_address(report, 0), 0x4040e0);
}

Test(tsan_log, a_start_that_failed)
{
    parse("==71==FATAL: ThreadSanitizer: unexpected memory mapping "
          "0x5653f2f7a000-0x5653f2f7b000\n",
          0);
    cr_expect(parsed.failed_start);
    tsan_log_free(&parsed);
    parse("ThreadSanitizer: CHECK failed: sanitizer_common.cpp:61 "
          "\"((0 && \"unable to mmap\")) != (0)\" (0x0, 0x0) (tid=9)\n",
          0);
    cr_expect(parsed.failed_start);
    tsan_log_free(&parsed);
    parse(gcc_race, 1);
    cr_expect_not(parsed.failed_start);
}

Test(tsan_log, nothing_and_nonsense)
{
    parse("", 0);
    parse("\n\n   \n#0 (((\n  Write of size by at\n", 0);
    parse("WARNING: ThreadSanitizer: data race\n  Write of size\n    #0\n"
          "    #1 (\n    #2 (stress)\n    #3 (BuildId: 12)\n    #4 (stress+\n",
          1);
    cr_expect_leq(parsed.reports[0].access[0].stack.depth, 1);
}

Test(tsan_log, more_than_there_is_room_for)
{
    static char text[200000] = "WARNING: ThreadSanitizer: data race (pid=1)\n"
                               "  Write of size 8 at 0x10 by thread T1 "
                               "(mutexes: write M0";
    for (int i = 1; i < 50; i++)
        sprintf(text + strlen(text), ", write M%d", i);
    strcat(text, "):\n");
    for (int i = 0; i < 100; i++)
        sprintf(text + strlen(text), "    #%d f a.c:1 (stress+0x%d)\n", i, i);
    for (int i = 0; i < 50; i++)
        sprintf(text + strlen(text), "  Mutex M%d (0x%d) created at:\n", i, i);
    for (int i = 0; i < 50; i++)
        sprintf(text + strlen(text), "  Thread T%d (tid=1) created at:\n", i);
    const struct report *report = parse(text, 1);
    cr_expect_eq(report->access[0].lock_count, REPORT_LOCKS);
    cr_expect_eq(report->access[0].stack.depth, REPORT_FRAMES);
    cr_expect_eq(report->lock_count, REPORT_LOCKS);
    cr_expect_eq(report->thread_count, REPORT_THREADS);
}
