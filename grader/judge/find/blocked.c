/* What a program that is blocked in the kernel waits for; see evidence.h. */
#include <stdio.h>
#include <string.h>

#include "judge/find/evidence.h"

/* Neither the kit's model of a call nor the C library is where it was called:
 * the innermost line of the program is. */
static bool is_programs(const struct evidence *evidence,
                        const struct place *place)
{
    bool kits = strncmp(place->file, "grader/explore/", 15) == 0 ||
                strncmp(place->file, "grader/trial/", 13) == 0;
    return place->line > 0 &&
           (!kits || strcmp(place->file, evidence->settings->source) == 0);
}

static bool stand_find(const struct evidence *evidence, const json_t *told,
                       struct place *place)
{
    size_t i;
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        if (strcmp(json_text(line, "t"), "stands") == 0 &&
            json_equal(json_object_get(line, "tid"),
                       json_object_get(told, "tid")) &&
            symbols_line(evidence->symbols, json_address(line, "at"), true,
                         place) &&
            is_programs(evidence, place))
            return true;
    }
    return false;
}

json_t *blocked_tell(const struct evidence *evidence, const json_t *told)
{
    const char *thread = json_text(told, "thread");
    const char *call = json_text(told, "call");
    bool gone = json_integer_value(json_object_get(told, "gone"));
    struct place place = {0};
    const char *at = ", at";
    char where[300] = "";
    if (!stand_find(evidence, told, &place)) {
        at = "; its last step before that was at";
        symbols_line(evidence->symbols, json_address(told, "at"), true, &place);
    }
    if (place.line)
        snprintf(where, sizeof where, "%s %s:%d", at, place.file, place.line);
    const char *title = strncmp(thread, "thread ", 7) == 0 ? "" : "thread ";
    if (json_integer_value(json_object_get(told, "cancelled")))
        return json_sprintf("%s%s runs on and on where it may be cancelled, "
                            "without a call that is modelled%s",
                            title, thread, where);
    return gone ? json_sprintf("%s%s has ended itself by a system call, which "
                               "is not modelled%s",
                               title, thread, where)
                : json_sprintf("%s%s is blocked in %s, which is not modelled%s",
                               title, thread, call, where);
}
