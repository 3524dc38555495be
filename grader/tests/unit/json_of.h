/* JSON that is easy to write in C. */
#ifndef LOCKSTEP_TESTS_JSON_OF_H
#define LOCKSTEP_TESTS_JSON_OF_H

#include <jansson.h>

/* The value of a text in which ' stands for ", owned by the caller; fails the
 * test if it is no JSON. */
json_t *json_of(const char *text);

#endif
