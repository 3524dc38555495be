/* Scores: how they are rounded, written and compared. */
#include "batch/book/score.h"

#include <criterion/criterion.h>
#include <math.h>

Test(score, is_written_as_short_as_it_goes)
{
    char text[SCORE_TEXT];
    cr_expect_str_eq(score_text(100, text), "100");
    cr_expect_str_eq(score_text(0, text), "0");
    cr_expect_str_eq(score_text(87.5, text), "87.5");
    cr_expect_str_eq(score_text(33.33, text), "33.33");
    cr_expect_str_eq(score_text(score_round(50.005), text), "50.01");
    cr_expect_str_eq(score_text(score_round(1.0 / 3), text), "0.33");
    cr_expect_str_eq(score_text(0.0 / 0.0, text), "");
}

Test(score, people_see_a_dash_for_none)
{
    char text[SCORE_TEXT];
    cr_expect_str_eq(score_words(100, text), "100");
    cr_expect_str_eq(score_words(66.67, text), "66.67");
    cr_expect_str_eq(score_words(0, text), "0");
    cr_expect_str_eq(score_words(NAN, text), "\u2013");
}

Test(score, none_is_the_same_as_none)
{
    cr_expect(score_same(33.33, 33.33));
    cr_expect(score_same(NAN, NAN));
    cr_expect_not(score_same(33.33, 33.34));
    cr_expect_not(score_same(0, NAN));
    cr_expect_not(score_same(NAN, 0));
}
