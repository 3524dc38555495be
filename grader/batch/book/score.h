/**
 * @file score.h
 * @brief Scores as numbers and as texts: everywhere the same.
 *
 * A score goes from 0 to 100, with two decimals, rounded half up when it is
 * made; NaN stands for none. Scores are always written with score_text(), so
 * that no two exports differ. Any thread may call these.
 */
#ifndef LOCKSTEP_SCORE_H
#define LOCKSTEP_SCORE_H

#include <stdbool.h>

enum { SCORE_TEXT = 16 /**< room for score_text() */ };

/** @return The score with two decimals. */
double score_round(double score);

/** @brief Writes it as short as possible: `87.5`, `100`; nothing for NaN.
 *  @return @p text. */
const char *score_text(double score, char text[SCORE_TEXT]);

/** @brief Writes it for people: as score_text(), but a dash for NaN.
 *  @return @p text. */
const char *score_words(double score, char text[SCORE_TEXT]);

/** @return Whether two scores are the same, or both none. Those that were
 *  rounded are equal to the bit. */
bool score_same(double was, double is);

#endif
