/**
 * @file budget.h
 * @brief How much one student's work may ask of the intake.
 *
 * What exceeds it is left out and reported; nobody else's work suffers.
 */
#ifndef LOCKSTEP_BUDGET_H
#define LOCKSTEP_BUDGET_H

#include <jansson.h>
#include <stdbool.h>

/** What is counted. */
enum budget {
    BUDGET_ENTRIES,  /**< files and folders of any name */
    BUDGET_FILES,    /**< lessons' files by name, which are read */
    BUDGET_BYTES,    /**< of these */
    BUDGET_ARCHIVES, /**< archives opened */
    BUDGETS
};

/**
 * @brief Uses some of a budget.
 * @param budgets An object, changed.
 * @param path    What it is used for; whose it is follows from its first
 *                components.
 * @param first   A first component that may hold a whole class, or NULL.
 * @return Whether there was that much left. Without memory, there is not.
 */
bool budget_use(json_t *budgets, const char *path, const char *first,
                enum budget budget, long amount);

#endif
