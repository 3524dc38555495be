/*
 * Whether a file is what Gradescope takes for results.json:
 *
 *     results_check FILE
 *
 * Prints the score, the sum of the tests' most points, and how many tests there
 * are; the exit status is 0 only if every member has the type and the values
 * that Gradescope's documentation allows, and none is one that it does not
 * know.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct member {
    const char *name;
    char type; /* n: number, s: string, a: array, o: object */
    const char *allowed;
};

static const struct member members[] = {
    {"score", 'n', NULL},
    {"execution_time", 'n', NULL},
    {"output", 's', NULL},
    {"output_format", 's', " text html simple_format md ansi "},
    {"visibility", 's', " hidden after_due_date after_published visible "},
    {"stdout_visibility", 's',
     " hidden after_due_date after_published visible "},
    {"extra_data", 'o', NULL},
    {"tests", 'a', NULL},
    {NULL, 0, NULL}};
static const struct member test_members[] = {
    {"score", 'n', NULL},
    {"max_score", 'n', NULL},
    {"status", 's', " passed failed "},
    {"name", 's', NULL},
    {"output", 's', NULL},
    {"output_format", 's', " text html simple_format md ansi "},
    {"tags", 'a', NULL},
    {"visibility", 's', " hidden after_due_date after_published visible "},
    {"extra_data", 'o', NULL},
    {NULL, 0, NULL}};

static bool value_fits(const struct member *member, const json_t *value)
{
    char word[64];
    switch (member->type) {
    case 'n':
        return json_is_number(value);
    case 'a':
        return json_is_array(value);
    case 'o':
        return json_is_object(value);
    default:
        snprintf(word, sizeof word, " %.60s ",
                 json_is_string(value) ? json_string_value(value) : "");
        return json_is_string(value) &&
               (!member->allowed || strstr(member->allowed, word));
    }
}

static int object_check(json_t *object, const struct member *known)
{
    const char *name;
    json_t *value;
    int wrong = 0;
    json_object_foreach(object, name, value)
    {
        const struct member *member = known;
        while (member->name && strcmp(member->name, name) != 0)
            member++;
        if (member->name && value_fits(member, value))
            continue;
        printf("%s: %s\n", name, member->name ? "not so" : "unknown");
        wrong = 1;
    }
    return wrong;
}

static double number_of(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

int main(int argc, char **argv)
{
    json_error_t error;
    json_t *results = argc == 2 ? json_load_file(argv[1], 0, &error) : NULL;
    if (!json_is_object(results)) {
        printf("no results: %s\n", argc == 2 ? error.text : "which file?");
        return 2;
    }
    int wrong = object_check(results, members);
    double score = number_of(results, "score");
    double most = 0;
    size_t i;
    json_t *test;
    json_t *tests = json_object_get(results, "tests");
    json_array_foreach(tests, i, test)
    {
        wrong |= object_check(test, test_members);
        most += number_of(test, "max_score");
        if (number_of(test, "score") > number_of(test, "max_score")) {
            printf("more points than there are\n");
            wrong = 1;
        }
    }
    if (!json_object_get(results, "score") || score < 0 || score > most) {
        printf("a score of %g of %g\n", score, most);
        wrong = 1;
    }
    printf("score %g of %g in %zu tests\n", score, most,
           json_array_size(tests));
    json_decref(results);
    return wrong;
}
