/* Scores (see score.h). */
#include "batch/book/score.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Less than any difference of scores, more than what binary fractions lose. */
static const double nothing = 1e-6;

double score_round(double score)
{
    return floor(score * 100 + 0.5 + nothing) / 100;
}

const char *score_text(double score, char text[SCORE_TEXT])
{
    text[0] = '\0';
    if (isnan(score))
        return text;
    snprintf(text, SCORE_TEXT, "%.2f", score);
    char *end = text + strlen(text) - 1;
    while (*end == '0')
        *end-- = '\0';
    if (*end == '.')
        *end = '\0';
    return text;
}

const char *score_words(double score, char text[SCORE_TEXT])
{
    score_text(score, text);
    return *text ? text : strcpy(text, "\u2013");
}

bool score_same(double was, double is)
{
    return was == is || (isnan(was) && isnan(is));
}
