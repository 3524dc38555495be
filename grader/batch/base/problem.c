/* What people are told (see problem.h). */
#include "batch/base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void problem_add(json_t *problems, const char *kind, const char *file,
                 const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    json_t *problem = json_object();
    (void)json_object_set_new(problem, "kind", json_string(kind));
    if (file)
        (void)json_object_set_new(problem, "file", json_string(file));
    (void)json_object_set_new(problem, "text", json_string(text ? text : kind));
    (void)json_array_append_new(problems, problem);
    free(text);
}
