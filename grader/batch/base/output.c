/* Texts written in memory (see output.h). */
#include "batch/base/output.h"

#include <errno.h>
#include <stdlib.h>

int output_open(struct output *output)
{
    *output = (struct output){0};
    output->file = open_memstream(&output->text, &output->size);
    return output->file ? 0 : errno;
}

char *output_take(struct output *output)
{
    char *text = NULL;
    if (fclose(output->file) == 0)
        text = output->text;
    else
        free(output->text);
    output->file = NULL;
    return text;
}
