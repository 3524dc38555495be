/**
 * @file fences.h
 * @brief Lesson 26: (to be written).
 *
 * This is the contract: what the functions promise to whoever calls them. You
 * make it true in fences.c; you don't edit this file.
 */
#ifndef FENCES_H
#define FENCES_H

/**
 * @brief (to be written)
 *
 * Any number of threads may call it at the same time. It keeps no lock when it
 * returns.
 *
 * @param value (to be written)
 * @return (to be written)
 */
int fences_use(int value);

#endif
