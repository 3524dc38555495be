/**
 * @file once.h
 * @brief pthread_once(), whatever it is called.
 */
#ifndef LOCKSTEP_STRESS_ONCE_H
#define LOCKSTEP_STRESS_ONCE_H

#include <pthread.h>

/**
 * @brief Runs @p routine unless it has been run, or waits until it has.
 * @param call The call's name, a literal.
 * @param at   Where it is made.
 */
int once_run(pthread_once_t *once, void (*routine)(void), const char *call,
             const void *at);

#endif
