/* Who waits for whom (see waits.h). */
#include "ladder/waits.h"

#include <string.h>

#include "judge/find/evidence.h"

/* What the words of a wait name, without the quotes; empty if none. */
static void object_of(const char *does, char *object, size_t size)
{
    const char *begin = strchr(does, '`');
    size_t length = begin ? strcspn(begin + 1, "`") : 0;
    if (length >= size)
        length = size - 1;
    if (length)
        memcpy(object, begin + 1, length);
    object[length] = '\0';
}

static const json_t *owners_of(const struct state *end, const char *object)
{
    char name[256];
    snprintf(name, sizeof name, "`%s`", object);
    return json_object_get(end->owners, name);
}

/* A text between quotes, for dot. */
static void quote(FILE *to, const char *prefix, const char *text)
{
    fprintf(to, "\"%s", prefix);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', to);
        fputc(*text, to);
    }
    fputc('"', to);
}

static void node(FILE *to, const char *prefix, const char *name,
                 const char *look)
{
    fputs("    ", to);
    quote(to, prefix, name);
    fputs(" [label=", to);
    quote(to, "", name);
    fprintf(to, " %s]\n", look);
}

static void edge(FILE *to, const char *from[2], const char *goal[2],
                 const char *label)
{
    fputs("    ", to);
    quote(to, from[0], from[1]);
    fputs(" -> ", to);
    quote(to, goal[0], goal[1]);
    fprintf(to, " [label=\" %s\"]\n", label);
}

void waits_draw(FILE *to, const struct state *end)
{
    const char *thread;
    json_t *does;
    const json_t *owner;
    size_t i;
    fputs("digraph waits {\n    rankdir=LR\n    bgcolor=transparent\n"
          "    node [fontname=\"sans-serif\" fontsize=12]\n"
          "    edge [fontname=\"sans-serif\" fontsize=11]\n",
          to);
    json_object_foreach(end->waits, thread, does)
    {
        char object[200];
        object_of(json_string_value(does), object, sizeof object);
        if (!*object || !state_tells(end, thread))
            continue;
        node(to, "t ", thread, "shape=box class=\"thread\"");
        node(to, "o ", object, "shape=ellipse class=\"lock\"");
        edge(to, (const char *[]){"t ", thread}, (const char *[]){"o ", object},
             "waits for");
        json_array_foreach(owners_of(end, object), i, owner)
        {
            const char *name = json_string_value(owner);
            node(to, "t ", name, "shape=box class=\"thread\"");
            edge(to, (const char *[]){"o ", object},
                 (const char *[]){"t ", name}, "held by");
        }
    }
    fputs("}\n", to);
}

void waits_tell(char *text, size_t size, const struct state *end)
{
    const char *thread;
    json_t *does;
    size_t length = 0;
    text[0] = '\0';
    json_object_foreach(end->waits, thread, does)
    {
        char object[200];
        object_of(json_string_value(does), object, sizeof object);
        if (!*object || !state_tells(end, thread))
            continue;
        const json_t *owner = json_array_get(owners_of(end, object), 0);
        snprintf(text + length, size - length, "%s%s %s%s%s%s",
                 length ? "; " : "", thread, json_string_value(does),
                 owner ? ", which " : "", owner ? json_string_value(owner) : "",
                 owner ? " holds" : "");
        length = strlen(text);
    }
}
