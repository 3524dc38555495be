/**
 * @file counter.h
 * @brief Lesson 1: one counter that several threads increment.
 *
 * This is the contract: what the functions promise to whoever calls them. You
 * make it true in counter.c; you don't edit this file.
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <stddef.h>

/**
 * @brief The shared counter; 0 when the program begins.
 *
 * While any thread may be inside increment(), nobody else reads or writes it.
 * Before they are created and once they were joined, their caller may read it,
 * and set it.
 */
extern long counter;

/**
 * @brief Adds 1 to the counter, @p times times.
 *
 * Any number of threads may call it at the same time: when all of them have
 * returned, the counter has grown by the sum of what they asked for. It keeps
 * no lock when it returns.
 *
 * @param times How many increments; 0 is allowed and changes nothing.
 */
void increment(size_t times);

#endif
