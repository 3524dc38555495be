/* Archives that mean harm, are damaged or odd (batch/intake/walk.h). */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "batch/intake/walk.h"
#include "try_intake.h"

TestSuite(intake_archive, .init = try_begin, .fini = try_end);

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Bob is there to see that nobody else suffers. */
static void take(void)
{
    try_write("in/bob/counter.c", "int bob;\n");
    try_take("in", NULL);
    cr_expect_str_eq(try_source("bob", "01_lock"), "int bob;\n");
    const json_t *bob = try_student("bob");
    cr_expect_eq(json_array_size(json_object_get(bob, "problems")), 0);
}

static const json_t *ann(void)
{
    const json_t *student = try_student("ann");
    cr_assert(student);
    return student;
}

Test(intake_archive, names_that_lead_out)
{
    static const struct packed packed[] = {
        {.name = "../../evil/counter.c", .text = "int evil;\n"},
        {.name = "/tmp/counter.c", .text = "int evil;\n"},
        {.name = "a/../../counter.c", .text = "int evil;\n"},
        {.name = "c:/counter.c", .text = "int evil;\n"},
        {.name = "./02//account.c", .text = "int good;\n"}};
    static const char *const names[] = {"in/ann.zip", "in/ann.tar"};
    for (size_t i = 0; i < COUNT(names); i++) {
        try_shell("rm -rf in");
        try_pack(names[i], packed, COUNT(packed));
        take();
        cr_expect_eq(try_students(), 2);
        cr_expect_null(try_submission("ann", "01_lock"));
        cr_expect_str_eq(try_source("ann", "02_critical_section"),
                         "int good;\n");
        cr_expect_eq(try_problems(ann(), "unsafe_path"), 1);
    }
}

Test(intake_archive, backslashes_of_windows)
{
    static const struct packed packed[] = {
        {.name = "work\\01_lock\\counter.c", .text = "int good;\n"},
        {.name = "..\\..\\account.c", .text = "int evil;\n"}};
    try_pack("in/ann.zip", packed, COUNT(packed));
    take();
    cr_expect_str_eq(try_source("ann", "01_lock"), "int good;\n");
    cr_expect_null(try_submission("ann", "02_critical_section"));
    cr_expect_eq(try_problems(ann(), "unsafe_path"), 1);
}

Test(intake_archive, links_and_devices)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .link = "/etc/passwd"},
        {.name = "other.txt", .text = "int other;\n"},
        {.name = "account.c", .link = "other.txt", .hard = true},
        {.name = "transfer.c", .device = true},
        {.name = "lib", .link = "/usr/lib"}};
    try_pack("in/ann.tar.gz", packed, COUNT(packed));
    take();
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "link"), 1);
    cr_expect_eq(
        try_problems(try_submission("ann", "02_critical_section"), "link"), 1);
    cr_expect_eq(
        try_problems(try_submission("ann", "03_deadlock"), "not_regular"), 1);
    cr_expect_str_empty(try_source("ann", "01_lock"));
    cr_expect_eq(try_problems(ann(), "link"), 1);
}

Test(intake_archive, links_in_a_zip)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .link = "/etc/passwd"}};
    try_pack("in/ann.zip", packed, COUNT(packed));
    take();
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "link"), 1);
    cr_expect_str_empty(try_source("ann", "01_lock"));
}

Test(intake_archive, the_same_name_twice)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int one;\n"},
        {.name = "counter.c", .text = "int two;\n"}};
    try_pack("in/ann.tar", packed, COUNT(packed));
    take();
    const json_t *lock = try_submission("ann", "01_lock");
    cr_expect_eq(try_problems(lock, "two_candidates"), 1);
    cr_expect_str_empty(try_source("ann", "01_lock"));
}

Test(intake_archive, encrypted)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int x;\n"}};
    try_pack_encrypted("in/ann.zip", packed, COUNT(packed));
    take();
    const json_t *lock = try_submission("ann", "01_lock");
    cr_expect_eq(try_problems(lock, "encrypted"), 1);
    cr_expect_str_empty(try_source("ann", "01_lock"));
}

Test(intake_archive, no_archive_at_all)
{
    try_write("in/ann.zip", "This is a text.\n");
    try_write("in/cyd.tar.gz", "");
    try_write("in/dan.tar", "int x;\n");
    try_write_bytes("in/eve.zip", "PK\3\4", 4);
    take();
    static const char *const ids[] = {"ann", "dan", "eve"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        cr_assert(try_student(ids[i]), "%s", ids[i]);
        cr_expect_eq(try_problems(try_student(ids[i]), "damaged"), 1, "%s",
                     ids[i]);
    }
    cr_expect_eq(try_problems(try_student("cyd"), "nothing"), 1);
}

/* An archive cut or changed anywhere is taken or told, and ends. */
static void spoil(const char *name)
{
    static char text[20000];
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = (char)(' ' + (i * 7919 % 90));
    const struct packed packed[] = {{.name = "counter.c", .text = text},
                                    {.name = "account.c", .text = "int x;\n"}};
    char at[64];
    size_t size;
    try_pack(name, packed, COUNT(packed));
    char *whole = try_read(name, &size);
    snprintf(at, sizeof at, "in/ann%s", strchr(name, '.'));
    for (size_t i = 0; i < 40; i++) {
        size_t place = i * size / 40;
        try_write_bytes(at, whole, place);
        take();
        char was = whole[place];
        whole[place] = (char)~was;
        try_write_bytes(at, whole, size);
        take();
        whole[place] = was;
    }
    free(whole);
}

Test(intake_archive, damaged_anywhere)
{
    spoil("whole.zip");
    try_shell("rm -rf in");
    spoil("whole.tar.gz");
    try_shell("rm -rf in");
    spoil("whole.tar.xz");
}

Test(intake_archive, a_bomb_of_one_file)
{
    /* 50 MB of zeros in 50 kB, as a lesson's file. */
    try_shell("mkdir in; head -c 50000000 /dev/zero >counter.c; "
              "tar czf in/ann.tar.gz counter.c; rm counter.c");
    take();
    cr_expect_eq(try_problems(try_submission("ann", "01_lock"), "too_big"), 1);
}

Test(intake_archive, a_bomb_beside_the_file)
{
    /* Too much has to be unpacked to pass it by. */
    try_shell("mkdir in; echo 'int x;' >counter.c; echo 'int y;' >account.c; "
              "truncate -s 270000000 big; "
              "tar cf - counter.c big account.c | gzip -1 >in/ann.tar.gz");
    take();
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
    cr_expect_null(try_submission("ann", "02_critical_section"));
    cr_expect_eq(try_problems(ann(), "too_big"), 1);
}

/* Where an entry ends is then only known when it is unpacked. */
Test(intake_archive, a_zip_without_its_table_of_contents)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int x;\n"},
        {.name = "account.c", .text = "int y;\n"}};
    size_t size;
    try_pack("whole.zip", packed, COUNT(packed));
    char *whole = try_read("whole.zip", &size);
    char *table = memmem(whole, size, "PK\1\2", 4);
    cr_assert(table);
    try_write_bytes("in/ann.zip", whole, (size_t)(table - whole));
    take();
    cr_expect_null(try_submission("ann", "01_lock"));
    cr_expect_eq(try_problems(ann(), "damaged"), 1);
    free(whole);
}

/* Packs what is in the test's folder under one name as another. */
static void nest(const char *from, const char *to)
{
    size_t size;
    char *data = try_read(from, &size);
    const struct packed packed[] = {
        {.name = "next.zip", .text = data, .size = size}};
    try_pack(to, packed, COUNT(packed));
    free(data);
}

Test(intake_archive, archives_in_archives_end)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int x;\n"}};
    try_pack("1.zip", packed, COUNT(packed));
    nest("1.zip", "in/ann.zip");
    take();
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
    nest("1.zip", "2.zip");
    nest("2.zip", "in/ann.zip");
    take();
    cr_expect_null(try_submission("ann", "01_lock"));
    cr_expect_eq(try_problems(ann(), "nested"), 1);
}

Test(intake_archive, too_many_archives)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int x;\n"}};
    char name[64];
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "in/ann/%02d.zip", i);
        try_pack(name, packed, COUNT(packed));
    }
    take();
    cr_expect_str_eq(try_source("ann", "01_lock"), "int x;\n");
    cr_expect_eq(try_problems(ann(), "too_many_files"), 1);
}

/* So many files of names made with a format, and two more. */
static void pack_many(size_t count, const char *format)
{
    struct packed *packed = calloc(count + 2, sizeof *packed);
    char(*names)[32] = calloc(count, sizeof *names);
    cr_assert(packed && names);
    packed[0] = (struct packed){.name = "0/account.c", .text = "int x;\n"};
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], format, (int)i + 100);
        packed[i + 1] = (struct packed){.name = names[i], .text = names[i]};
    }
    packed[count + 1] =
        (struct packed){.name = "z/transfer.c", .text = "int y;\n"};
    try_pack("in/ann.tar", packed, count + 2);
    free(names);
    free(packed);
}

Test(intake_archive, too_many_files)
{
    pack_many(21000, "x/%d.txt");
    take();
    cr_expect_str_eq(try_source("ann", "02_critical_section"), "int x;\n");
    cr_expect_null(try_submission("ann", "03_deadlock"));
    cr_expect_eq(try_problems(ann(), "too_many_files"), 1);
    cr_expect_eq(try_problems(ann(), "unknown_file"), 1);
}

Test(intake_archive, too_many_files_of_a_lessons_name)
{
    pack_many(700, "try at %d/counter.c");
    take();
    const json_t *lock = try_submission("ann", "01_lock");
    cr_expect_eq(try_problems(lock, "two_candidates"), 1);
    cr_expect_eq(try_problems(ann(), "too_many_files"), 1);
    cr_expect_str_eq(try_source("ann", "02_critical_section"), "int x;\n");
    cr_expect_null(try_submission("ann", "03_deadlock"));
}

Test(intake_archive, folders_without_end)
{
    try_shell("mkdir -p in/ann; cd in/ann; "
              "mkdir -p $(yes a/ | head -n 200 | tr -d '\\n'); "
              "for i in $(seq 100); do cd a; done; echo 'int x;' >counter.c");
    take();
    cr_expect_null(try_submission("ann", "01_lock"));
    cr_expect_eq(try_problems(ann(), "too_deep"), 1);
}

Test(intake_archive, names_in_other_charsets)
{
    /* "Zoë" as DOS has it, in a zip that does not say UTF-8. */
    static const struct packed packed[] = {
        {.name = "Zo\x89_12_assignsubmission_file_/counter.c",
         .text = "int x;\n"}};
    try_pack("class.zip", packed, COUNT(packed));
    json_t *intake = try_take("class.zip", NULL);
    const json_t *zoe = json_array_get(json_object_get(intake, "students"), 0);
    cr_expect_str_eq(try_text(zoe, "name"), "Zoë");
}

Test(intake_archive, names_that_are_too_long)
{
    static char name[3000];
    for (size_t i = 0; i + 2 < sizeof name; i += 2)
        memcpy(name + i, "\xC3\xAB", 2);
    strcpy(name + 2900, "/counter.c");
    const struct packed packed[] = {
        {.name = name, .text = "int x;\n"},
        {.name = "bob/counter.c", .text = "int x;\n"}};
    try_pack("class.tar", packed, COUNT(packed));
    try_take("class.tar", NULL);
    cr_expect_str_eq(try_source("bob", "01_lock"), "int x;\n");
    cr_expect_eq(try_students(), 2);
}

Test(intake_archive, nothing_is_extracted)
{
    static const struct packed packed[] = {
        {.name = "counter.c", .text = "int x;\n"},
        {.name = "evil.sh", .text = "touch evil\n"}};
    try_pack("in/ann.zip", packed, COUNT(packed));
    take();
    try_shell("test \"$(ls)\" = \"$(printf 'in\\nout')\"; "
              "test \"$(ls out)\" = sources; test $(ls out/sources | wc -l) "
              "-eq 2; test $(find in -type f | wc -l) -eq 2");
}

Test(intake_archive, suffixes)
{
    cr_expect_eq(archive_stem("ann.zip"), 3);
    cr_expect_eq(archive_stem("ann.lee.TAR.GZ"), 7);
    cr_expect_eq(archive_stem("ann.tgz"), 3);
    cr_expect_eq(archive_stem("ann.c"), 0);
    cr_expect_eq(archive_stem(".zip"), 0);
    cr_expect_eq(archive_stem("zip"), 0);
}

static unsigned crc_of(const unsigned char *data, size_t size)
{
    unsigned crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static size_t little_put(unsigned char *to, size_t bytes, unsigned value)
{
    for (size_t i = 0; i < bytes; i++)
        to[i] = (unsigned char)(value >> 8 * i);
    return bytes;
}

/* A block of a RAR 4 archive: its head's fields, and a checksum before them. */
static size_t rar_block(unsigned char *to, unsigned type, unsigned flags,
                        const unsigned char *rest, size_t size)
{
    size_t length = 2;
    length += little_put(to + length, 1, type);
    length += little_put(to + length, 2, flags);
    length += little_put(to + length, 2, (unsigned)(7 + size));
    memcpy(to + length, rest, size);
    length += size;
    little_put(to, 2, crc_of(to + 2, length - 2));
    return length;
}

/* No packer for it is free, so the archive is made here, with a file that is
 * stored as it is. */
Test(intake_archive, a_rar)
{
    static const unsigned char mark[] = "Rar!\x1A\x07", zeros[6];
    static const char name[] = "01_lock/counter.c", text[] = "int ann;\n";
    unsigned char rar[512], head[128];
    size_t length = 7, size = strlen(text), at = 0;
    memcpy(rar, mark, length);
    length += rar_block(rar + length, 0x73, 0, zeros, sizeof zeros);
    at += little_put(head + at, 4, (unsigned)size); /* packed, and not */
    at += little_put(head + at, 4, (unsigned)size);
    at += little_put(head + at, 1, 3); /* Unix */
    at += little_put(head + at, 4, crc_of((const unsigned char *)text, size));
    at += little_put(head + at, 4, 0x5C210000); /* 2026-01-01 */
    at += little_put(head + at, 1, 20);
    at += little_put(head + at, 1, 0x30); /* stored */
    at += little_put(head + at, 2, (unsigned)strlen(name));
    at += little_put(head + at, 4, 0100644);
    memcpy(head + at, name, strlen(name));
    length += rar_block(rar + length, 0x74, 0x8000, head, at + strlen(name));
    memcpy(rar + length, text, size);
    length += size;
    length += rar_block(rar + length, 0x7B, 0x4000, zeros, 0);
    try_write_bytes("in/ann.rar", rar, length);
    take();
    try_expect("ann", "01_lock", "int ann;\n");
    /* And one that is cut off costs nobody else anything. */
    try_write_bytes("in/ann.rar", rar, length - size - 12);
    take();
}
