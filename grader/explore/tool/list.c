/* Words in a row; see list.h. */
#include "explore/tool/list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void memory_short(void)
{
    fputs("explore: memory is short\n", stderr);
    exit(2);
}

void list_add(struct list *list, const char *word)
{
    if (list->count + 2 > list->room) {
        list->room = list->room ? 2 * list->room : 16;
        list->words = realloc(list->words, list->room * sizeof *list->words);
        if (!list->words)
            memory_short();
    }
    list->words[list->count++] = (char *)word;
    list->words[list->count] = NULL;
}

void list_join(struct list *list, const struct list *from)
{
    for (size_t i = 0; i < from->count; i++)
        list_add(list, from->words[i]);
}

char *text_make(const char *format, ...)
{
    char *text;
    va_list values;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0)
        memory_short();
    va_end(values);
    return text;
}
