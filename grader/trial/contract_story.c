/* See contract_story.h. */
#include "trial/contract_story.h"

#include <stddef.h>

#include "trial/observe.h"

void (*contract_tell)(void (*line)(const char *text));

static void line_observe(const char *text)
{
    static struct observation line;
    observe_begin(&line, "story");
    observe_text(&line, "text", text);
    observe_end(&line);
}

void contract_observe(void)
{
    if (contract_tell)
        contract_tell(line_observe);
}
