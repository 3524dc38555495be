/* What the player types for which move (judge/draw/play_keys.h). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/play_keys.h"
#include "judge/find/evidence.h"
#include "tests/unit/json_of.h"

#define MOVE(n, id, thread) "{'n':" n ",'id':" id ",'thread':'" thread "'}"

static json_t *letters, *keyed;

static void setup(void)
{
    letters = json_object();
}

static void teardown(void)
{
    json_decref(letters);
    json_decref(keyed);
}

TestSuite(play, .init = setup, .fini = teardown);

/* The keys of the moves, given as JSON, in the order in which they are shown.
 */
static const char *keys(const char *json)
{
    static char text[4096];
    json_t *moves = json_of(json);
    size_t i;
    const json_t *move;
    json_decref(keyed);
    keyed = moves_keyed(letters, moves);
    text[0] = '\0';
    json_array_foreach(keyed, i, move)
    {
        strcat(text, i ? " " : "");
        strcat(text, json_text(move, "key"));
    }
    json_decref(moves);
    return text;
}

Test(play, a_thread_has_its_letter_whoever_goes_on)
{
    cr_expect_str_eq(
        keys("[" MOVE("0", "1", "first") "," MOVE("1", "2", "second") "]"),
        "a b");
    cr_expect_str_eq(
        keys("[" MOVE("0", "2", "second") "," MOVE("1", "1", "first") "]"),
        "a b");
    cr_expect_eq(move_typed(keyed, "b"), 0);
    cr_expect_eq(move_typed(keyed, "a"), 1);
    cr_expect_str_eq(keys("[" MOVE("0", "2", "second") "]"), "b");
    cr_expect_eq(move_typed(keyed, "a"), -1);
}

Test(play, a_letter_in_the_name_is_the_threads)
{
    cr_expect_str_eq(
        keys(
            "[" MOVE("0", "0", "the trial") "," MOVE("1", "1", "keeper") "," MOVE(
                "2", "2",
                "buyer a") "," MOVE("3", "3",
                                    "b") ","
                                         "" MOVE("4", "4", "payer b") "," MOVE(
                                             "5", "5", "reader q") "]"),
        "t c a b d e");
}

Test(play, what_else_may_happen_to_a_thread_is_numbered)
{
    cr_expect_str_eq(
        keys("[" MOVE("0", "1", "x") "," MOVE("1", "2", "waiter") "," MOVE(
            "2", "1", "x") "," MOVE("3", "1", "x") "]"),
        "x x2 x3 a");
    cr_expect_eq(move_typed(keyed, "x"), 0);
    cr_expect_eq(move_typed(keyed, "x1"), 0);
    cr_expect_eq(move_typed(keyed, "x2"), 2);
    cr_expect_eq(move_typed(keyed, "x4"), -1);
    cr_expect_eq(move_typed(keyed, "x11"), -1);
    cr_expect_eq(move_typed(keyed, "2"), -1);
}

Test(play, enter_is_what_comes_unasked)
{
    keys("[" MOVE("0", "2", "second") "," MOVE("1", "1", "first") "]");
    cr_expect_eq(move_typed(keyed, ""), 0);
    keys("[]");
    cr_expect_eq(move_typed(keyed, ""), -1);
    cr_expect_eq(move_typed(keyed, "a"), -1);
}

Test(play, a_crowd_has_more_letters)
{
    enum { CROWD = 24 };
    json_t *moves = json_array();
    for (int i = 0; i < CROWD; i++)
        json_array_append_new(moves,
                              json_pack("{s:i, s:i, s:s}", "n", i, "id", i + 1,
                                        "thread", "one of a crowd"));
    keyed = moves_keyed(letters, moves);
    json_decref(moves);
    cr_expect_str_eq(json_text(json_array_get(keyed, 16), "key"), "s");
    cr_expect_str_eq(json_text(json_array_get(keyed, 21), "key"), "z");
    cr_expect_str_eq(json_text(json_array_get(keyed, 22), "key"), "aa");
    cr_expect_str_eq(json_text(json_array_get(keyed, 23), "key"), "ab");
    cr_expect_eq(move_typed(keyed, "ab"), 23);
}
