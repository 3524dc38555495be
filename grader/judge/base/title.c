/* What a lesson is called (see title.h). */
#include <stdio.h>
#include <string.h>

#include "judge/base/title.h"

json_t *lesson_title(const char *lesson)
{
    char path[512], line[256];
    snprintf(path, sizeof path, "lessons/%s/README.md", lesson);
    FILE *file = fopen(path, "r");
    json_t *title = NULL;
    while (file && !title && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "# ", 2) == 0)
            title = json_string(line + 2);
    }
    if (file)
        fclose(file);
    return title ? title : json_string(lesson);
}
