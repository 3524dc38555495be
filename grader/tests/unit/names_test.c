/* Names compared and made safe (batch/base/names.h). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/names.h"

static void expect(char *(*make)(const char *), const char *name,
                   const char *expected)
{
    char *made = make(name);
    cr_assert(made);
    cr_expect_str_eq(made, expected, "of \"%s\"", name);
    free(made);
}

Test(names, what_does_not_count_goes)
{
    expect(name_folded, "LEE,  José-María", "lee jose maria");
    expect(name_folded, "ann_lee", "ann lee");
    expect(name_folded, " ann.lee ", "ann lee");
    expect(name_folded, "O'Brien", "obrien");
    expect(name_folded, "O’Brien", "obrien");
    expect(name_folded, "Größe Straße", "grosse strasse");
    expect(name_folded, "Łukasz Ørsted Ærø", "lukasz orsted aero");
    expect(name_folded, "", "");
    expect(name_folded, "\xF0\x9F\x98\x80", "");
}

Test(names, composed_and_decomposed_letters_are_the_same)
{
    expect(name_folded, "Zoe\xCC\x88", "zoe");
    expect(name_folded, "Zo\xC3\xAB", "zoe");
}

Test(names, other_scripts_stay)
{
    expect(name_folded, "王小明", "王小明");
    expect(name_folded, "ИВАН Петров", "иван петров");
}

Test(names, bytes_that_are_no_utf8_only_separate)
{
    expect(name_folded, "ann\xFFlee", "ann lee");
    expect(name_id, "ann\xFFlee", "ann_lee");
}

Test(names, the_order_of_words_does_not_count)
{
    expect(name_sorted, "Lee, Ann", "ann lee");
    expect(name_sorted, "Ann Lee", "ann lee");
    expect(name_sorted, "", "");
    expect(name_joined, "Lee, Ann", "leeann");
}

Test(names, ids_are_safe)
{
    expect(name_id, "Ann Lee", "ann_lee");
    expect(name_id, "../../etc/passwd", "etc_passwd");
    expect(name_id, "-rf", "rf");
    expect(name_id, "$(touch x)", "touch_x");
    expect(name_id, "\033[2J", "2j");
    expect(name_id, "王小明", "");
    expect(name_id, "", "");
}

Test(names, ids_are_not_long)
{
    char name[1001];
    memset(name, 'x', 1000);
    name[1000] = '\0';
    char *id = name_id(name);
    cr_expect_eq(strlen(id), NAME_ID_MOST);
    free(id);
}

Test(names, windows_keeps_some)
{
    cr_expect(name_is_reserved("con"));
    cr_expect(name_is_reserved("lpt9"));
    cr_expect_not(name_is_reserved("connie"));
    cr_expect_not(name_is_reserved("com"));
    cr_expect_not(name_is_reserved("com10"));
}

Test(names, file_names_become_utf8)
{
    char *same = name_utf8("Zo\xC3\xAB", "CP437");
    char *dos = name_utf8("Zo\x89", "CP437");
    char *windows = name_utf8("Zo\xEB", "WINDOWS-1252");
    char *undefined = name_utf8("a\x81z", "WINDOWS-1252");
    cr_expect_str_eq(same, "Zoë");
    cr_expect_str_eq(dos, "Zoë");
    cr_expect_str_eq(windows, "Zoë");
    cr_expect(undefined);
    cr_expect_eq(undefined[0], 'a');
    free(same);
    free(dos);
    free(windows);
    free(undefined);
}
