/**
 * @file table.h
 * @brief Lesson 15: philosophers share forks, two to a meal.
 *
 * Philosophers sit around a table, and between any two neighbours lies one
 * fork. The philosopher on seat i eats with fork i, at his left hand, and fork
 * i + 1, at his right (on the last seat that is fork 0). Each seat has a thread
 * of its own that calls table_eat() again and again. What they may rely on:
 *
 * - While a philosopher eats, both his forks are his: no neighbour eats at the
 *   same time. What he does with a fork is seen by whoever uses it after him.
 * - If every meal ends, every call of table_eat() can end: there is no
 *   deadlock, whoever asks in whatever order.
 * - Who has no neighbour that eats or asks to eat does not wait for anybody.
 *   So two who are not neighbours can eat at the same time, and somebody
 *   who waits for his forks holds up his neighbours at most.
 * - Who has to wait, sleeps, and goes on when both forks are his.
 *
 * Nothing is promised about who eats first: one may be unlucky and be passed by
 * his neighbours for a long time.
 *
 * Different tables have nothing to do with each other. How a fork is
 * represented (a mutex, a flag, nothing at all) is known to table.c alone.
 *
 * This is the contract. You make it true in table.c; you don't edit this file.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

/** A table; what it consists of is known to table.c alone. */
struct table;

/**
 * @brief Lays a table.
 * @param table Where to store it; not touched on an error. Give it to
 *              table_destroy() in the end.
 * @param seats How many seats it has, and forks: at least 2 and at most 1000.
 * @return 0, EINVAL if @p seats is out of range, ENOMEM, or the error of a call
 *         that prepares a lock or the like.
 */
int table_create(struct table **table, size_t seats);

/**
 * @brief Undoes table_create(). Nobody may be eating or waiting, and none may
 *        use the table afterwards.
 * @param table What table_create() made.
 * @return 0 or an error number.
 */
int table_destroy(struct table *table);

/**
 * @brief Waits until both forks of a seat are free, takes them, calls @p meal,
 *        and puts the forks back.
 * @param table The table.
 * @param seat  From 0 up to, not including, the number of seats. No two threads
 *              use one seat at the same time.
 * @param meal  Called once, with both forks in hand, by the calling thread. It
 *              may take long and wait for others that eat; it does not call
 *              table_eat() for this table.
 * @param arg   Given to @p meal.
 * @return What @p meal returned (0, or an error number of its own; the forks
 *         are put back in either case), EINVAL if there is no such seat, or
 *         another error number; then @p meal was not called.
 */
int table_eat(struct table *table, size_t seat, int (*meal)(void *arg),
              void *arg);

#endif
