/* Names of objects; see names.h. */
#include "explore/core/names.h"

#include "trial/observe.h"

enum { NAMES_MAX = 256 };

struct name {
    const void *object;
    size_t size;
    const char *text;
};

static struct name names[NAMES_MAX];
static unsigned name_count;

void name_note(const void *object, size_t size, const char *text)
{
    if (name_count < NAMES_MAX)
        names[name_count++] = (struct name){object, size, text};
}

void names_clear(void)
{
    name_count = 0;
}

void place_report(const char *kind, const void *start, size_t size,
                  const char *name)
{
    static struct observation line;
    observe_begin(&line, kind);
    observe_address(&line, "object", start);
    observe_number(&line, "size", (long long)size);
    observe_text(&line, "name", name);
    observe_end(&line);
}

void names_report(void)
{
    for (unsigned i = 0; i < name_count; i++)
        place_report("name", names[i].object, names[i].size, names[i].text);
}
