/* When the files of git checkouts were committed (batch/intake/commit_time.h).
 */
#include <criterion/criterion.h>
#include <string.h>

#include "try_intake.h"

TestSuite(commit_time, .init = try_begin, .fini = try_end);

/* Shell functions for the checkouts: commit TIME [FILE...]. */
#define GIT                                                                    \
    "export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1; "               \
    "git_() { git -c user.name=x -c user.email=x@y "                           \
    "-c init.defaultBranch=main \"$@\"; }; "                                   \
    "commit() { t=$1; shift; git_ add -A \"$@\"; "                             \
    "GIT_COMMITTER_DATE=\"@$t +0000\" git_ commit -q --allow-empty -m x; }; "

#define ANN GIT "mkdir -p in/ann; cd in/ann; git_ init -q; "

static const char first[] = "2026-09-21T14:13:20Z";  /* 1790000000 */
static const char second[] = "2026-09-21T14:15:00Z"; /* 1790000100 */

static const char *time_of(const char *id, const char *lesson)
{
    return try_text(try_submission(id, lesson), "time");
}

Test(commit_time, the_last_commit_that_touched_the_file)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; "
                  "mkdir '02 x'; echo 'int b;' >'02 x/account.c'; "
                  "commit 1790000100; echo >notes; commit 1790000200");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), first);
    cr_expect_str_eq(time_of("ann", "02_critical_section"), second);
    cr_expect_eq(json_array_size(json_object_get(
                     try_submission("ann", "01_lock"), "problems")),
                 0);
}

Test(commit_time, a_change_that_was_not_committed)
{
    try_shell(ANN "echo 'int a;' >counter.c; echo 'int b;' >account.c; "
                  "commit 1790000000; echo 'int c;' >counter.c; "
                  "printf 'int b;\\r\\n' >account.c; "
                  "touch -d @1790000100 counter.c account.c transfer.c; "
                  "echo 'int t;' >transfer.c");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), second);
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "uncommitted"),
                 1);
    cr_expect_str_eq(try_source("ann", "01_lock"), "int c;\n");
    /* Only the ends of lines differ, as git itself may have made them. */
    cr_expect_str_eq(time_of("ann", "02_critical_section"), first);
    cr_expect_eq(
        try_problems(try_submission("ann", "03_deadlock"), "uncommitted"), 1);
}

Test(commit_time, branches_that_were_merged)
{
    try_shell(ANN
              "echo 'int a;' >counter.c; echo 'int b;' >account.c; "
              "commit 1789999000; git_ checkout -q -b side; "
              "echo 'int bb;' >account.c; echo 'int aa;' >counter.c; "
              "commit 1790000100; git_ checkout -q main; "
              "echo 'int aaa;' >counter.c; commit 1790000000; "
              "GIT_COMMITTER_DATE='@1790000200 +0000' git_ merge -q -X ours "
              "side -m x; test \"$(cat counter.c)\" = 'int aaa;'");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), first);
    cr_expect_str_eq(time_of("ann", "02_critical_section"), second);
}

Test(commit_time, packed_detached_shallow_and_sha256)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; "
                  "echo >notes; commit 1790000100; "
                  "git_ clone -q --depth 1 \"file://$PWD\" ../bob; "
                  "git_ clone -q . ../cyd; cd ../cyd; git_ gc -q; "
                  "git_ pack-refs --all; cp -r . ../dan; cd ../dan; "
                  "git_ checkout -q --detach; mkdir ../eve; cd ../eve; "
                  "git_ init -q --object-format=sha256; "
                  "echo 'int a;' >counter.c; commit 1790000000");
    try_take("in", NULL);
    static const char *const ids[] = {"ann", "cyd", "dan", "eve"};
    for (size_t i = 0; i < 4; i++)
        cr_expect_str_eq(time_of(ids[i], "01_lock"), first, "%s", ids[i]);
    /* Nothing older is there, so the commit that is counts. */
    cr_expect_str_eq(time_of("bob", "01_lock"), second);
}

Test(commit_time, checkouts_within_and_around)
{
    /* One of them comes before ".git". */
    try_shell(ANN "echo 'int b;' >account.c; commit 1790000100 account.c; "
                  "for i in work +work; do mkdir $i; cd $i; git_ init -q; "
                  "echo 'int a;' >counter.c; commit 1790000000; cd ..; done");
    try_take("in", NULL);
    const json_t *lock = try_submission("ann", "01_lock");
    cr_expect_str_eq(try_text(lock, "file"), "ann/+work/counter.c");
    cr_expect_str_eq(try_text(lock, "time"), first);
    cr_expect_eq(try_problems(lock, "uncommitted"), 0);
    cr_expect_str_eq(time_of("ann", "02_critical_section"), second);
    try_shell("rm -r in/ann/+work");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), first);
}

/* Everything by which a checkout can make git run a program. */
#define TRAPS                                                                  \
    "p=\"touch $PWD/../../pwned;false\"; "                                     \
    "for k in core.fsmonitor core.pager pager.log core.sshCommand "            \
    "core.editor core.gitProxy filter.f.clean filter.f.smudge "                \
    "filter.f.process diff.f.textconv diff.f.command diff.external "           \
    "gpg.program log.showSignature core.hooksPath uploadpack.packObjectsHook " \
    "core.alternateRefsCommand; do git_ config $k \"$p\"; done; "              \
    "git_ config log.showSignature true; "                                     \
    "git_ config core.worktree /; git_ config core.attributesFile .git/a; "    \
    "echo '* filter=f diff=f' | tee .gitattributes .git/info/attributes "      \
    ">.git/a; for h in post-checkout pre-commit post-index-change "            \
    "reference-transaction; do printf '#!/bin/sh\\n%s\\n' \"$p\" "             \
    ">.git/hooks/$h; chmod +x .git/hooks/$h; done; "

Test(commit_time, nothing_of_the_checkout_is_run)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; " TRAPS
                  "printf '[include]\\npath = /dev/zero\\n' >>.git/config");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), first);
    try_shell("test ! -e pwned");
}

Test(commit_time, gits_that_are_none)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; cd ..; "
                  "for i in bob cyd dan eve fay gil hal; do mkdir $i; "
                  "echo 'int a;' >$i/counter.c; "
                  "touch -d @1790000100 $i/counter.c; done; "
                  "ln -s ../ann/.git bob/.git; "
                  "echo 'gitdir: ../ann/.git' >cyd/.git; "
                  "mkdir dan/.git; git_ init -q eve; "
                  "cp -r ann/.git fay; rm fay/.git/HEAD; mkfifo fay/.git/HEAD; "
                  "cp -r ann/.git gil; rm -r gil/.git/objects; "
                  "ln -s ../../ann/.git/objects gil/.git/objects; "
                  "cp -r ann/.git hal; echo 'ref: refs/../../../ann/.git/refs"
                  "/heads/main' >hal/.git/HEAD");
    try_take("in", NULL);
    static const char *const ids[] = {"bob", "cyd", "dan", "eve",
                                      "fay", "gil", "hal"};
    static const char *const kinds[] = {
        "git_elsewhere",  "git_elsewhere",  "git_unreadable", "no_commits",
        "git_unreadable", "git_unreadable", "git_unreadable"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        cr_expect_str_eq(time_of(ids[i], "01_lock"), second, "%s", ids[i]);
        cr_expect_eq(try_problems(try_student(ids[i]), kinds[i]), 1, "%s",
                     ids[i]);
    }
}

Test(commit_time, commits_that_are_damaged)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; "
                  "touch -d @1790000100 counter.c; "
                  "find .git/objects -type f | xargs chmod +w; "
                  "for f in $(find .git/objects -type f); do "
                  "echo garbage >$f; done");
    try_take("in", NULL);
    cr_expect_eq(try_problems(try_student("ann"), "git_unreadable"), 1);
    cr_expect_str_eq(time_of("ann", "01_lock"), second);
    cr_expect_str_eq(try_source("ann", "01_lock"), "int a;\n");
}

Test(commit_time, odd_names)
{
    try_shell(ANN "mkdir -p 'a\nb' -- '-n' ':(top)'; "
                  "echo 'int a;' | tee 'a\nb/counter.c' -- './-n/account.c' "
                  "':(top)/transfer.c' >/dev/null; commit 1790000000; "
                  "touch -d @1790000100 'a\nb/counter.c'; mkdir ../bob");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "02_critical_section"), first);
    cr_expect_str_eq(time_of("ann", "03_deadlock"), first);
    /* A line break in a name is more than git cat-file can be asked for. */
    cr_expect_str_eq(time_of("ann", "01_lock"), second);
}

Test(commit_time, an_unknown_file_whose_name_looks_like_an_answer)
{
    try_shell(ANN "mkdir 'lab 60'; echo 'int b;' >account.c; "
                  "echo 'int t;' >transfer.c; commit 1790000000; "
                  "echo 'int a;' >'lab 60/counter.c'");
    try_take("in", NULL);
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "uncommitted"),
                 1);
    cr_expect_str_eq(time_of("ann", "02_critical_section"), first);
    cr_expect_str_eq(time_of("ann", "03_deadlock"), first);
}

Test(commit_time, a_name_that_goes_on_like_anothers)
{
    try_shell(ANN "echo 'int a;' >counter.c; commit 1790000000; "
                  "touch -d @1790000100 counter.c; cp -rp . ../annë");
    try_take("in", NULL);
    cr_expect_str_eq(time_of("ann", "01_lock"), first);
    cr_expect_str_eq(time_of("anne", "01_lock"), first);
}
