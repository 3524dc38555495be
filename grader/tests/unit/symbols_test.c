/*
 * Names and lines behind addresses (judge/symbols/symbols.h), looked up in a
 * sample program that says itself what is where.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>

#include "judge/symbols/symbols.h"

static struct symbols *symbols;
static FILE *sample;

static void sample_open(void)
{
    cr_assert_eq(symbols_open("build/test/sample", &symbols), 0);
    sample = popen("build/test/sample", "r");
    cr_assert(sample);
}

static void sample_close(void)
{
    cr_expect_eq(pclose(sample), 0);
    symbols_close(symbols);
}

TestSuite(symbols, .init = sample_open, .fini = sample_close);

Test(symbols, objects_have_the_names_that_people_use)
{
    char text[512], expected[128], name[128];
    unsigned long address;
    int objects = 0;
    while (fgets(text, sizeof text, sample)) {
        if (sscanf(text, "object %127s %lx", expected, &address) != 2)
            continue;
        objects++;
        cr_expect(symbols_object(symbols, address, name, sizeof name),
                  "no name for %s", expected);
        cr_expect_str_eq(name, expected);
    }
    cr_assert_gt(objects, 10);
}

Test(symbols, thread_local_objects_have_names_as_well)
{
    char text[512], expected[128], name[128];
    unsigned long offset;
    int locals = 0;
    while (fgets(text, sizeof text, sample)) {
        if (sscanf(text, "local %127s %lx", expected, &offset) != 2)
            continue;
        locals++;
        cr_expect(symbols_local(symbols, offset, name, sizeof name),
                  "no name for %s", expected);
        cr_expect_str_eq(name, expected);
    }
    cr_assert_eq(locals, 5);
}

Test(symbols, lines_of_return_addresses)
{
    char text[512], function[64];
    unsigned long address;
    int number, lines = 0;
    while (fgets(text, sizeof text, sample)) {
        if (sscanf(text, "line %d %63s %lx", &number, function, &address) != 3)
            continue;
        lines++;
        struct place place;
        cr_expect(symbols_line(symbols, address, true, &place));
        cr_expect_eq(place.line, number, "line %d is %d", number, place.line);
        cr_expect_str_eq(place.function, function);
        cr_expect_str_eq(place.file, "grader/tests/sample.c");
    }
    cr_assert_eq(lines, 3);
}

static void sample_drain(void)
{
    char text[512];
    while (fgets(text, sizeof text, sample))
        ;
}

Test(symbols, variables_have_addresses)
{
    char name[64];
    uint64_t address = symbols_address(symbols, "counter");
    cr_assert_neq(address, 0);
    cr_expect(symbols_object(symbols, address, name, sizeof name));
    cr_expect_str_eq(name, "counter");
    cr_expect_eq(symbols_address(symbols, "no_such_variable"), 0);
    sample_drain();
}

Test(symbols, what_is_not_known)
{
    char name[64] = "untouched";
    struct place place;
    cr_expect_not(symbols_object(symbols, 0, name, sizeof name));
    cr_expect_not(symbols_object(symbols, 0x7b0400000000, name, sizeof name));
    cr_expect_not(symbols_local(symbols, 1 << 20, name, sizeof name));
    cr_expect_not(symbols_line(symbols, 0, true, &place));
    cr_expect_not(symbols_line(symbols, 0x7b0400000000, false, &place));
    cr_expect_eq(place.line, 0);
    cr_expect_str_empty(place.file);
    sample_drain();
}

Test(symbols, a_name_that_does_not_fit_is_cut)
{
    char name[8];
    uint64_t accounts = symbols_address(symbols, "accounts");
    cr_expect(symbols_object(symbols, accounts, name, sizeof name));
    cr_expect_str_eq(name, "account");
    sample_drain();
}

Test(no_symbols, files_without)
{
    struct symbols *none = NULL;
    cr_expect_eq(symbols_open("build/no/such/file", &none), ENOENT);
    cr_expect_eq(symbols_open("Makefile", &none), ENOEXEC);
    cr_expect_null(none);
    symbols_close(none);
}

/* What student code makes a compiler write can be looked through for ever. */
Test(symbols, names_are_looked_for_within_a_bound)
{
    enum { LOOKUPS = 100000 };
    char name[128];
    struct place place;
    char text[512];
    unsigned long pc = 0;
    uint64_t counter = symbols_address(symbols, "counter");
    while (fgets(text, sizeof text, sample))
        sscanf(text, "line %*d %*s %lx", &pc);
    cr_assert(symbols_object(symbols, counter, name, sizeof name));
    unsigned found = 0;
    while (found < LOOKUPS &&
           symbols_object(symbols, counter, name, sizeof name))
        found++;
    cr_expect_gt(found, 1000);
    cr_expect_lt(found, LOOKUPS);
    cr_expect_not(symbols_block(symbols, "grader/tests/sample.c", 1 << 12, 0,
                                name, sizeof name));
    cr_expect_eq(symbols_address(symbols, "counter"), counter);
    cr_expect(symbols_line(symbols, pc, true, &place));
}
