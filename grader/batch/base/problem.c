/* What people are told (see problem.h). */
#include "batch/base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

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

void problem_offer(json_t *problems, const char *file, const char *student,
                   const char *lesson)
{
    /* No line of a policy could hold such a name. */
    if (strpbrk(file, "\"\n\r")) {
        problem_add(problems, "offered_file", file,
                    "No lesson has a file of this name; it was left alone. By "
                    "what is in it, it could be %s's.",
                    lesson);
        return;
    }
    char *line = text_print("take %s %s \"%s\"", student, lesson, file);
    problem_add(problems, "offered_file", file,
                "No lesson has a file of this name; it was left alone. By what "
                "is in it, it could be %s's: a line of the policy takes it: %s",
                lesson, line ? line : "");
    json_t *added = json_array_get(problems, json_array_size(problems) - 1);
    (void)json_object_set_new(added, "line", json_string(line ? line : ""));
    free(line);
}
