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

void names_report(void)
{
    static struct observation line;
    for (unsigned i = 0; i < name_count; i++) {
        observe_begin(&line, "name");
        observe_address(&line, "object", names[i].object);
        observe_number(&line, "size", (long long)names[i].size);
        observe_text(&line, "name", names[i].text);
        observe_end(&line);
    }
}
