/* JSON that is easy to write in C (see json_of.h). */
#include "tests/unit/json_of.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

json_t *json_of(const char *text)
{
    char *quoted = strdup(text);
    for (char *c = quoted; *c; c++)
        if (*c == '\'')
            *c = '"';
    json_error_t error;
    json_t *value = json_loads(quoted, 0, &error);
    cr_assert(value, "%s at %d", error.text, error.position);
    free(quoted);
    return value;
}
