/*
 * Process trees (sandbox/tree.h) of real processes: found whole, ended whole.
 *
 * A test's own process is no place for it, because tree_end() takes all
 * children: each tree grows below a process of its own, its root.
 */
#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/tree.h"

enum { PROCESSES = 2048, SKIPPED = 77, PATIENCE = 120 };

/* What all processes of a test share. */
static struct board {
    _Atomic unsigned count;       /* processes that stand */
    pid_t pids[PROCESSES];        /* which */
    struct tree_use alone, whole; /* of the root, and with all below */
    bool ended;
} * board;

static void board_make(void)
{
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(board, MAP_FAILED);
}

TestSuite(tree, .init = board_make, .timeout = PATIENCE);

/* Stands as a part of the tree until it is killed; but not for ever, should
 * that fail. */
static _Noreturn void stand(void)
{
    unsigned i = board->count++;
    if (i < PROCESSES)
        board->pids[i] = getpid();
    sleep(PATIENCE);
    _exit(1);
}

static pid_t fork_or_die(void)
{
    pid_t pid = fork();
    if (pid < 0)
        abort();
    return pid;
}

static void wait_for(unsigned count)
{
    while (board->count < count)
        usleep(1000);
}

/* Runs `root` in a process of its own, which can end what is below it. */
static void below_a_root(void (*root)(void))
{
    pid_t pid = fork();
    cr_assert_geq(pid, 0);
    if (pid == 0) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        tree_measure(getpid(), &board->alone);
        root();
        tree_measure(getpid(), &board->whole);
        board->ended = tree_end();
        _exit(waitpid(-1, NULL, WNOHANG) < 0 ? 0 : 1);
    }
    int status;
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
        cr_skip_test("no room for so many processes here");
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%x", status);
    cr_expect(board->ended);
}

/* Of so many that stood, nobody may be left. */
static void all_gone(unsigned count)
{
    cr_assert_eq(board->count, count);
    for (unsigned i = 0; i < count; i++)
        cr_expect_eq(kill(board->pids[i], 0), -1, "%u stands", i);
}

Test(tree, this_kernel_tells_children)
{
    cr_assert(tree_known());
}

static void root_alone(void)
{
}

Test(tree, nothing_below_is_soon_ended)
{
    below_a_root(root_alone);
    cr_expect_eq(board->whole.tasks, 1);
    cr_expect_gt(board->whole.memory, 0u);
}

/* Three children, of whom each has two. */
static void root_family(void)
{
    for (unsigned i = 0; i < 3; i++) {
        if (fork_or_die() > 0)
            continue;
        if (fork_or_die() > 0)
            fork_or_die();
        stand();
    }
    wait_for(9);
}

Test(tree, a_family)
{
    below_a_root(root_family);
    cr_expect_eq(board->alone.tasks, 1);
    cr_expect_eq(board->whole.tasks, 10);
    cr_expect_gt(board->whole.memory, board->alone.memory);
    all_gone(9);
}

/* Each is the child of the one before. */
static void root_line(void)
{
    enum { LINE = 40 };
    for (unsigned i = 0; i < LINE; i++) {
        if (fork_or_die() > 0) {
            if (i > 0)
                stand();
            break;
        }
        if (i == LINE - 1)
            stand();
    }
    wait_for(LINE);
}

Test(tree, a_long_line_of_descent)
{
    below_a_root(root_line);
    cr_expect_eq(board->whole.tasks, 41, "%u", board->whole.tasks);
    all_gone(40);
}

/* More than one read of the kernel's list gives. */
static void root_crowd(void)
{
    enum { CROWD = 1200 };
    for (unsigned i = 0; i < CROWD; i++) {
        pid_t pid = fork();
        if (pid == 0)
            stand();
        if (pid < 0) {
            tree_end();
            _exit(SKIPPED);
        }
    }
    wait_for(CROWD);
}

Test(tree, a_crowd)
{
    below_a_root(root_crowd);
    cr_expect_eq(board->whole.tasks, 1201, "%u", board->whole.tasks);
    all_gone(1200);
}

/* The parent is gone at once; some leave the group and the session, too. */
static void root_orphans(void)
{
    for (unsigned i = 0; i < 3; i++) {
        pid_t middle = fork_or_die();
        if (middle > 0) {
            waitpid(middle, NULL, 0);
            continue;
        }
        if (i == 2)
            setsid();
        if (fork_or_die() == 0)
            stand();
        _exit(0);
    }
    wait_for(3);
}

Test(tree, orphans_belong_to_it)
{
    below_a_root(root_orphans);
    cr_expect_eq(board->whole.tasks, 4);
    all_gone(3);
}

static void root_named(void)
{
    if (fork_or_die() == 0) {
        prctl(PR_SET_NAME, ") R 1 (2 3)");
        stand();
    }
    wait_for(1);
}

Test(tree, a_name_may_look_like_its_end)
{
    below_a_root(root_named);
    cr_expect_eq(board->whole.tasks, 2);
    all_gone(1);
}

/* One that is stopped, one that ignores what can be ignored, and a dead one
 * that nobody took note of. */
static void root_stubborn(void)
{
    pid_t stopped = fork_or_die();
    if (stopped == 0)
        stand();
    if (fork_or_die() == 0) {
        for (int i = 1; i < NSIG; i++)
            signal(i, SIG_IGN);
        stand();
    }
    pid_t dead = fork_or_die();
    if (dead == 0)
        _exit(0);
    wait_for(2);
    kill(stopped, SIGSTOP);
    siginfo_t info;
    waitid(P_PID, (id_t)dead, &info, WEXITED | WNOWAIT);
}

Test(tree, who_resists_is_ended)
{
    below_a_root(root_stubborn);
    cr_expect_geq(board->whole.tasks, 3u);
    cr_expect_leq(board->whole.tasks, 4u, "the dead one may count");
    all_gone(2);
}

static void *thread_stand(void *unused)
{
    (void)unused;
    stand();
}

static void root_threads(void)
{
    if (fork_or_die() == 0) {
        for (unsigned i = 0; i < 5; i++) {
            pthread_t thread;
            if (pthread_create(&thread, NULL, thread_stand, NULL))
                abort();
        }
        stand();
    }
    wait_for(6);
}

Test(tree, threads_are_counted)
{
    below_a_root(root_threads);
    cr_expect_eq(board->whole.tasks, 7);
    all_gone(6);
}

static void root_large(void)
{
    enum { BYTES = 32 << 20 };
    if (fork_or_die() == 0) {
        if (mmap(NULL, BYTES, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1,
                 0) == MAP_FAILED)
            abort();
        stand();
    }
    wait_for(1);
}

Test(tree, memory_is_counted)
{
    enum { BYTES = 32 << 20 };
    below_a_root(root_large);
    /* The kernel's own count may be a few pages late. */
    cr_expect_gt(board->whole.memory, board->alone.memory + BYTES - (1 << 20));
    cr_expect_lt(board->whole.memory, 10ull * BYTES, "and not as kilobytes");
    all_gone(1);
}

Test(tree, who_is_gone_uses_nothing)
{
    pid_t pid = fork();
    cr_assert_geq(pid, 0);
    if (pid == 0)
        _exit(0);
    waitpid(pid, NULL, 0);
    struct tree_use use = {1, 1};
    tree_measure(pid, &use);
    cr_expect_eq(use.tasks, 0);
    cr_expect_eq(use.memory, 0);
}
