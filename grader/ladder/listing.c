/* A source file beside its ladder (see table.h). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "ladder/table.h"

int listing_write(FILE *to, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return errno;
    const char *name = strrchr(path, '/');
    fputs("<div class=\"ladder-listing\" role=\"group\" tabindex=\"0\" "
          "aria-label=\"The source, ",
          to);
    escape_html(to, name ? name + 1 : path);
    fputs("\"><pre>", to);
    char *line = NULL;
    size_t size = 0;
    for (unsigned n = 1; getline(&line, &size, file) >= 0; n++) {
        line[strcspn(line, "\n")] = '\0';
        fprintf(to, "<span data-line=\"%u\">", n);
        escape_html(to, line);
        fputs("\n</span>", to);
    }
    fputs("</pre></div>\n", to);
    free(line);
    return fclose(file) ? errno : 0;
}
