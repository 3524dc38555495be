/* Limits for each student (see budget.h). */
#include "batch/intake/budget.h"

#include <stdlib.h>
#include <string.h>

#include "batch/intake/owner.h"

static const long most[BUDGETS] = {[BUDGET_ENTRIES] = 20000,
                                   [BUDGET_FILES] = 500,
                                   [BUDGET_BYTES] = 1L << 26,
                                   [BUDGET_ARCHIVES] = 16};

/* The length of the components that show whose a path is, as far as can be said
 * before everything has been seen. */
static size_t whose(const char *path, const char *first)
{
    size_t top = strcspn(path, "/");
    if (path[top] == '\0')
        return top;
    size_t second = top + 1 + strcspn(path + top + 1, "/");
    char *name = strndup(path, second);
    bool class = false;
    if (name) {
        name[top] = '\0';
        class = !owner_is_lms(name) && ((first && strcmp(name, first) == 0) ||
                                        owner_is_lms(name + top + 1));
    }
    free(name);
    return class ? second : top;
}

bool budget_use(json_t *budgets, const char *path, const char *first,
                enum budget budget, long amount)
{
    char *key = strndup(path, whose(path, first));
    json_t *used = key ? json_object_get(budgets, key) : NULL;
    if (key && !used) {
        used = json_array();
        for (int i = 0; i < BUDGETS; i++)
            (void)json_array_append_new(used, json_integer(0));
        if (json_object_set_new(budgets, key, used))
            used = NULL;
    }
    free(key);
    json_t *count = json_array_get(used, budget);
    if (!count)
        return false;
    json_int_t now = json_integer_value(count) + amount;
    json_integer_set(count, now);
    return now <= most[budget];
}
