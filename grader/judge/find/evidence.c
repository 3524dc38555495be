/* What every finding is written with (see evidence.h). */
#include "judge/find/evidence.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t address_of(const json_t *string)
{
    const char *text = json_string_value(string);
    return text ? strtoull(text, NULL, 16) : 0;
}

uint64_t json_address(const json_t *object, const char *key)
{
    return address_of(json_object_get(object, key));
}

json_int_t json_number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

const char *json_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static json_t *text_format(const char *format, va_list values)
{
    char text[2048];
    vsnprintf(text, sizeof text, format, values);
    json_t *string = json_string(text);
    return string ? string : json_string("(not UTF-8)");
}

json_t *finding_add(struct evidence *evidence, const char *kind,
                    const char *format, ...)
{
    va_list values;
    va_start(values, format);
    json_t *finding = json_pack("{s:s, s:o, s:[], s:[], s:s}", "kind", kind,
                                "title", text_format(format, values), "places",
                                "notes", "raw", evidence->raw);
    va_end(values);
    json_object_set_new(finding, "engine", json_string(evidence->engine));
    json_array_append_new(evidence->findings, finding);
    return finding;
}

void finding_note(json_t *finding, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    json_array_append_new(json_object_get(finding, "notes"),
                          text_format(format, values));
    va_end(values);
}

static bool is_in(const struct place *place, const char *prefix)
{
    return strncmp(place->file, prefix, strlen(prefix)) == 0;
}

bool file_has_trials(const char *file)
{
    static const char folder[] = "grader/lessons/";
    if (strncmp(file, folder, sizeof folder - 1) != 0)
        return false;
    const char *inside = strchr(file + sizeof folder - 1, '/');
    return inside && !strchr(inside + 1, '/');
}

/* The file that a place is in, if its text may be shown. */
static const char *place_path(const struct evidence *evidence,
                              const struct place *place)
{
    if (evidence->own_program)
        return place->file;
    if (strcmp(place->file, evidence->settings->source) == 0)
        return evidence->settings->path;
    static const char *const kit[] = {"lessons/", "grader/trial/",
                                      "grader/stress/", "grader/explore/"};
    if (strstr(place->file, ".."))
        return NULL;
    if (file_has_trials(place->file))
        return place->file;
    for (size_t i = 0; i < sizeof kit / sizeof kit[0]; i++)
        if (is_in(place, kit[i]))
            return place->file;
    return NULL;
}

void place_source(const struct evidence *evidence, const struct place *place,
                  char *text, size_t size)
{
    text[0] = '\0';
    const char *path = place->line ? place_path(evidence, place) : NULL;
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file)
        return;
    char *line = NULL;
    size_t room = 0;
    for (int i = 1; getline(&line, &room, file) > 0; i++) {
        if (i < place->line)
            continue;
        char *start = line + strspn(line, " \t");
        size_t length = strcspn(start, "\r\n");
        snprintf(text, size, "%.*s", (int)length, start);
        break;
    }
    free(line);
    fclose(file);
}

void finding_at(const struct evidence *evidence, json_t *finding,
                const char *thread, const char *does, const struct place *place)
{
    char source[256];
    place_source(evidence, place, source, sizeof source);
    json_t *text = json_string(source);
    json_array_append_new(json_object_get(finding, "places"),
                          json_pack("{s:s, s:s, s:s, s:i, s:o}", "thread",
                                    thread, "does", does, "file", place->file,
                                    "line", place->line, "source",
                                    text ? text : json_string("")));
}

void finding_place(struct evidence *evidence, json_t *finding,
                   const char *thread, const char *does, uint64_t pc)
{
    struct place place;
    symbols_line(evidence->symbols, pc, true, &place);
    finding_at(evidence, finding, thread, does, &place);
}

/* Does the kit do it, on behalf of who called it? */
static bool is_kit(const struct place *place)
{
    return is_in(place, "grader/explore/") || is_in(place, "grader/trial/") ||
           is_in(place, "grader/stress/");
}

uint64_t evidence_frame(struct evidence *evidence,
                        const struct report_stack *stack)
{
    uint64_t in_trial = 0, in_header = 0, outside = 0;
    for (unsigned i = 0; i < stack->depth; i++) {
        struct place place;
        if (!symbols_line(evidence->symbols, stack->pc[i], true, &place))
            continue;
        if (evidence->own_program && is_in(&place, "/usr/")) {
            in_header = in_header ? in_header : stack->pc[i];
            continue;
        }
        if (evidence->own_program
                ? !is_kit(&place) /* any of its files */
                : strcmp(place.file, evidence->settings->source) == 0)
            return stack->pc[i];
        if (!in_trial && file_has_trials(place.file))
            in_trial = stack->pc[i];
        if (!outside && !is_kit(&place))
            outside = stack->pc[i];
    }
    if (in_header)
        return in_header;
    uint64_t best = in_trial ? in_trial : outside;
    return best || stack->depth == 0 ? best : stack->pc[0];
}

bool evidence_is_kits(struct evidence *evidence,
                      const struct report_stack *stack)
{
    struct place place;
    uint64_t pc = evidence_frame(evidence, stack);
    return pc && symbols_line(evidence->symbols, pc, true, &place) &&
           is_kit(&place);
}

/* The last observation of a kind in whose memory the address lies, or NULL. */
static const json_t *observation_around(const struct evidence *evidence,
                                        const char *kind, uint64_t address)
{
    size_t i;
    const json_t *line, *found = NULL;
    json_array_foreach(evidence->observations, i, line)
    {
        uint64_t length =
            (uint64_t)json_integer_value(json_object_get(line, "size"));
        if (strcmp(json_text(line, "t"), kind) == 0 &&
            address - json_address(line, "object") < length)
            found = line;
    }
    return found;
}

static bool name_given(const struct evidence *evidence, uint64_t address,
                       char *name, size_t size)
{
    const json_t *line = observation_around(evidence, "name", address);
    if (line)
        snprintf(name, size, "%s", json_text(line, "name"));
    return line != NULL;
}

/* The block from malloc() that an address lies in: the explorer reports blocks,
 * and ThreadSanitizer says "heap block of size 96 at 0x...". */
static bool block_of(const struct evidence *evidence, uint64_t address,
                     uint64_t *start, uint64_t *size)
{
    size_t i;
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        *start = json_address(line, "object");
        *size = (uint64_t)json_integer_value(json_object_get(line, "size"));
        if (strcmp(json_text(line, "t"), "block") == 0 &&
            address - *start < *size)
            return true;
    }
    for (unsigned j = 0; j < evidence->log->count; j++) {
        const char *location = evidence->log->reports[j].location;
        if (sscanf(location, "heap block of size %" SCNu64 " at %" SCNx64, size,
                   start) == 2 &&
            address - *start < *size)
            return true;
    }
    return false;
}

static bool name_in_block(struct evidence *evidence, uint64_t address,
                          char *name, size_t size)
{
    uint64_t start, length;
    return block_of(evidence, address, &start, &length) &&
           symbols_block(evidence->symbols, evidence->settings->source, length,
                         address - start, name, size);
}

/* A thread-local variable, "buffer of thread 2": the explorer reports where
 * each thread has its own. */
static bool name_in_locals(struct evidence *evidence, uint64_t address,
                           char *name, size_t size)
{
    const json_t *line = observation_around(evidence, "locals", address);
    if (!line ||
        !symbols_local(evidence->symbols,
                       address - json_address(line, "object"), name, size))
        return false;
    size_t end = strlen(name);
    snprintf(name + end, size - end, " of %s", json_text(line, "name"));
    return true;
}

static bool is_block(const json_t *line)
{
    return strcmp(json_text(line, "t"), "block") == 0;
}

/* @return The number of a block among those allocated at the same place, or 0
 * if it is the only one. They are told of in reverse. */
static unsigned block_number(const struct evidence *evidence,
                             const json_t *block)
{
    size_t i;
    const json_t *line;
    unsigned number = 0, all = 0;
    json_array_foreach(evidence->observations, i, line)
    {
        if (!is_block(line) ||
            json_address(line, "at") != json_address(block, "at"))
            continue;
        all++;
        number += line == block || number > 0;
    }
    return all > 1 ? number : 0;
}

static const json_t *block_around(const struct evidence *evidence,
                                  uint64_t address)
{
    size_t i;
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        if (is_block(line) &&
            address - json_address(line, "object") <
                (uint64_t)json_integer_value(json_object_get(line, "size")))
            return line;
    }
    return NULL;
}

/* A block that no type of the source names has a size and an origin. */
static bool block_tell(const struct evidence *evidence, uint64_t address,
                       char *name, size_t size)
{
    struct place place;
    char which[32] = "the block", part[32] = "";
    const json_t *line = block_around(evidence, address);
    if (!line || !evidence->own_program ||
        !symbols_line(evidence->symbols, json_address(line, "at"), true,
                      &place))
        return false;
    unsigned number = block_number(evidence, line);
    uint64_t offset = address - json_address(line, "object");
    if (number > 0)
        snprintf(which, sizeof which, "block %u", number);
    if (offset > 0)
        snprintf(part, sizeof part, "byte %" PRIu64 " of ", offset);
    snprintf(name, size, "%s%s of %lld bytes allocated at %s:%d", part, which,
             (long long)json_integer_value(json_object_get(line, "size")),
             place.file, place.line);
    return true;
}

/* What has no name of its own may lie on a stack, and then it matters whose: a
 * lock there is nobody else's. The explorer reports where the stacks are. */
static void name_by_place(const struct evidence *evidence, uint64_t address,
                          char *name, size_t size)
{
    const json_t *line = observation_around(evidence, "stack", address);
    if (line)
        snprintf(name, size, "the one on %s's stack", json_text(line, "name"));
    else if (!block_tell(evidence, address, name, size))
        snprintf(name, size, "the one at 0x%" PRIx64, address);
}

static bool object_name(struct evidence *evidence, uint64_t address, char *name,
                        size_t size)
{
    if (name_given(evidence, address, name, size) ||
        name_in_locals(evidence, address, name, size) ||
        symbols_object(evidence->symbols, address, name, size) ||
        name_in_block(evidence, address, name, size))
        return true;
    name_by_place(evidence, address, name, size);
    return false;
}

/* A trace of many steps is about few objects: each is looked up once. */
bool evidence_object(struct evidence *evidence, uint64_t address, char *name,
                     size_t size)
{
    char key[20];
    snprintf(key, sizeof key, "%" PRIx64, address);
    const json_t *known = json_object_get(evidence->names, key);
    if (known) {
        snprintf(name, size, "%s", json_text(known, "name"));
        return json_is_true(json_object_get(known, "own"));
    }
    bool own = object_name(evidence, address, name, size);
    if (!evidence->names)
        evidence->names = json_object();
    json_object_set_new(evidence->names, key,
                        json_pack("{s:s, s:b}", "name", name, "own", (int)own));
    return own;
}

void object_quote(struct evidence *evidence, uint64_t address, char *text,
                  size_t size)
{
    char name[128];
    bool named = evidence_object(evidence, address, name, sizeof name);
    snprintf(text, size, named ? "`%s`" : "%s", name);
}

void block_quote(struct evidence *evidence, uint64_t start, char *text,
                 size_t size)
{
    char type[96];
    uint64_t first, length;
    if (name_given(evidence, start, type, sizeof type))
        snprintf(text, size, "`%s`", type);
    else if (!block_of(evidence, start, &first, &length) || first != start)
        object_quote(evidence, start, text, size);
    else if (symbols_block_type(evidence->symbols, evidence->settings->source,
                                length, type, sizeof type))
        snprintf(text, size, "a `%s`", type);
    else if (!block_tell(evidence, start, text, size))
        snprintf(text, size, "a block of %" PRIu64 " bytes", length);
}

bool block_freed_at(const struct evidence *evidence, uint64_t address,
                    uint64_t pc)
{
    const json_t *line = block_around(evidence, address);
    uint64_t freed = json_address(line, "freed");
    return freed && (freed == pc || freed == pc + 1);
}

const json_t *evidence_observation(const struct evidence *evidence,
                                   const char *kind)
{
    size_t i;
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        if (strcmp(json_text(line, "t"), kind) == 0)
            return line;
    }
    return NULL;
}
