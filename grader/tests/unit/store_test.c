/* Files that are whole or not there, and digests of them. */
#include "base/store.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"

static char folder[] = "build/test/store.XXXXXX";

static void folder_make(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static void folder_remove(void)
{
    store_remove(folder);
}

TestSuite(store, .init = folder_make, .fini = folder_remove);

static void expect_file(const char *path, const char *expected)
{
    char *text = file_read(path);
    cr_expect_str_eq(text, expected);
    free(text);
}

static int entries(const char *path)
{
    int count = 0;
    DIR *dir = opendir(path);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2;
}

Test(store, a_file_that_grows_is_whole_or_as_it_was)
{
    struct store_file stored;
    char *path = text_print("%s/file", folder);
    cr_assert_eq(store_begin(&stored, path), 0);
    fprintf(stored.file, "one");
    fflush(stored.file);
    cr_expect_not(store_has(path));
    cr_expect_eq(store_end(&stored, 0), 0);
    expect_file(path, "one");
    cr_assert_eq(store_begin_in(&stored, folder, "file"), 0);
    fprintf(stored.file, "second");
    cr_expect_eq(store_end(&stored, EPERM), EPERM);
    expect_file(path, "one");
    cr_expect_eq(entries(folder), 1);
    cr_expect_eq(store_begin_in(&stored, folder, "none/file"), ENOENT);
    free(path);
}

Test(store, a_full_disk_is_told)
{
    struct store_file stored;
    char *path = text_print("%s/file", folder);
    cr_assert_eq(store_begin(&stored, path), 0);
    cr_assert(freopen("/dev/full", "w", stored.file));
    for (int i = 0; i < 100000; i++)
        fprintf(stored.file, "too much");
    cr_expect_eq(store_end(&stored, 0), ENOSPC);
    cr_expect_not(store_has(path));
    cr_expect_eq(entries(folder), 0);
    free(path);
}

Test(store, writes_and_replaces)
{
    char *path = text_print("%s/file", folder);
    cr_assert_eq(store_write(path, "one", 3), 0);
    expect_file(path, "one");
    cr_assert_eq(store_write(path, "second", 6), 0);
    expect_file(path, "second");
    cr_expect_eq(entries(folder), 1);
    struct stat found;
    cr_assert_eq(stat(path, &found), 0);
    cr_expect_eq(found.st_mode & 0777, 0644);
    free(path);
}

Test(store, a_link_is_replaced_and_not_followed)
{
    char *path = text_print("%s/link", folder);
    char *target = text_print("%s/target", folder);
    cr_assert_eq(store_write(target, "safe", 4), 0);
    cr_assert_eq(symlink("target", path), 0);
    cr_expect_not(store_has(path));
    cr_assert_eq(store_write(path, "new", 3), 0);
    expect_file(target, "safe");
    cr_expect(store_has(path));
    free(target);
    free(path);
}

Test(store, without_a_folder_nothing_is_left)
{
    char *path = text_print("%s/none/file", folder);
    cr_expect_eq(store_write(path, "x", 1), ENOENT);
    cr_expect_eq(entries(folder), 0);
    free(path);
    path = text_print("%s/taken", folder);
    cr_assert_eq(store_folder(path), 0);
    cr_expect_neq(store_write(path, "x", 1), 0);
    cr_expect_eq(entries(folder), 1);
    free(path);
}

Test(store, json_keeps_the_order_of_its_members)
{
    char *path = text_print("%s/value.json", folder);
    json_t *value = json_pack("{s:i, s:[b]}", "z", 1, "a", 1);
    cr_assert_eq(store_write_json(path, value), 0);
    expect_file(path, "{\n  \"z\": 1,\n  \"a\": [\n    true\n  ]\n}");
    json_decref(value);
    free(path);
}

Test(store, makes_and_removes_folders)
{
    char *deep = text_print("%s/a/b/c", folder);
    char *top = text_print("%s/a", folder);
    char *inside = text_print("%s/file", deep);
    char *outside = text_print("%s/outside", folder);
    char *link = text_print("%s/link", deep);
    cr_assert_eq(store_folder(deep), 0);
    cr_expect_eq(store_folder(deep), 0);
    cr_assert_eq(store_write(inside, "x", 1), 0);
    cr_expect_eq(store_folder(inside), EEXIST);
    cr_assert_eq(store_folder(outside), 0);
    cr_assert_eq(symlink("../../../outside", link), 0);
    cr_expect_eq(store_remove(top), 0);
    cr_expect_eq(access(top, F_OK), -1);
    cr_expect_eq(access(outside, F_OK), 0);
    cr_expect_eq(store_remove(top), 0);
    free(link);
    free(outside);
    free(inside);
    free(top);
    free(deep);
}

Test(store, many_files_are_synced_at_once)
{
    char *path = text_print("%s/file", folder);
    cr_assert_eq(store_write_unsynced(path, "one", 3), 0);
    cr_expect_eq(store_sync(folder), 0);
    expect_file(path, "one");
    cr_expect_eq(entries(folder), 1);
    cr_expect_eq(store_sync("build/no such folder"), ENOENT);
    free(path);
}

Test(store, unfinished_files_are_known_by_their_names)
{
    static const char *const finished[] = {"KEY.json",
                                           "KEY.json.AbC123",
                                           "new-AbC123",
                                           ".new-AbC123",
                                           "a.new-AbC12",
                                           "a.new-AbC12_",
                                           ""};
    cr_expect(store_is_unfinished("KEY.json.new-AbC123"));
    cr_expect(store_is_unfinished("commands.new-000000"));
    for (size_t i = 0; i < sizeof finished / sizeof finished[0]; i++)
        cr_expect_not(store_is_unfinished(finished[i]), "%s", finished[i]);
}

/* What a killed writer left beside its file is known as such. */
static void expect_unfinished(const char *file)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, file) != 0)
            cr_expect(store_is_unfinished(entry->d_name), "%s", entry->d_name);
    closedir(dir);
}

Test(store, a_folder_that_cannot_be_made)
{
    cr_expect_eq(store_folder(""), ENOENT);
    cr_expect_eq(store_folder("/"), 0);
    /* Nobody may make a folder there; that it is missing is no reason. */
    cr_expect_neq(store_folder("/sys/lockstep"), 0);
    cr_expect_neq(store_folder("/sys/lockstep"), ENOENT);
}

/* Two texts in turn, each of one letter, until somebody ends it. */
static void writes_forever(const char *path)
{
    static char text[1 << 18];
    for (char letter = 'a';; letter = letter == 'a' ? 'b' : 'a') {
        memset(text, letter, sizeof text);
        if (store_write(path, text, sizeof text))
            _exit(1);
    }
}

Test(store, killed_at_any_moment_the_file_is_whole)
{
    char *path = text_print("%s/file", folder);
    int seen = 0;
    /* Later and later, until one file was whole, however slow the disk. */
    for (int i = 0; i < 20 || (seen == 0 && i < 400); i++) {
        pid_t child = fork();
        if (child == 0)
            writes_forever(path);
        long milliseconds = 5 + 2L * i;
        struct timespec moment = {milliseconds / 1000,
                                  milliseconds % 1000 * 1000000};
        nanosleep(&moment, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        char *text = file_read(path);
        if (!text)
            continue; /* killed before the first was whole */
        seen++;
        cr_expect_eq(strlen(text), (size_t)1 << 18);
        cr_expect_eq(strspn(text, (char[]){text[0], '\0'}), (size_t)1 << 18);
        free(text);
    }
    cr_expect_gt(seen, 0);
    expect_unfinished("file");
    free(path);
}

Test(digest, is_sha_256)
{
    char hex[DIGEST_HEX];
    cr_assert_eq(digest_of("abc", 3, hex), 0);
    /* FIPS 180-4, the first example. */
    cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
                          "b00361a396177a9cb410ff61f20015ad");
    cr_assert_eq(digest_of("", 0, hex), 0);
    cr_expect_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                          "27ae41e4649b934ca495991b7852b855");
}

static void texts_digest(const char *a, const char *b, char hex[DIGEST_HEX])
{
    struct digest *digest = digest_begin();
    digest_add_text(digest, a);
    digest_add_text(digest, b);
    digest_end(digest, hex);
}

Test(digest, the_border_between_texts_counts)
{
    char one[DIGEST_HEX], other[DIGEST_HEX];
    texts_digest("ab", "c", one);
    texts_digest("a", "bc", other);
    cr_expect_str_neq(one, other);
    texts_digest("ab", "c", other);
    cr_expect_str_eq(one, other);
    texts_digest(NULL, "", one);
    texts_digest("", NULL, other);
    cr_expect_str_eq(one, other);
}

Test(store, a_files_digest_is_its_contents)
{
    char *path = text_print("%s/file", folder);
    char one[DIGEST_HEX], other[DIGEST_HEX];
    cr_assert_eq(store_write(path, "ab\0c", 4), 0);
    struct digest *digest = digest_begin();
    cr_expect_eq(digest_add_file(digest, path), 0);
    digest_end(digest, one);
    cr_assert_eq(store_write(path, "ab\0d", 4), 0);
    digest = digest_begin();
    cr_expect_eq(digest_add_file(digest, path), 0);
    digest_end(digest, other);
    cr_expect_str_neq(one, other);
    digest = digest_begin();
    cr_expect_eq(digest_add_file(digest, "build/no such file"), ENOENT);
    digest_end(digest, other);
    cr_assert_eq(digest_of("", 0, one), 0);
    cr_expect_str_eq(one, other);
    free(path);
}
