/* Files written in memory (see output.h). */
#include "batch/output.h"

#include <errno.h>
#include <stdlib.h>

#include "batch/store.h"

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

int output_store(struct output *output, int error, const char *out,
                 const char *name)
{
    char *text = output_take(output);
    char *path = store_path("%s/%s", out, name);
    if (!error && (!text || !path))
        error = ENOMEM;
    if (!error)
        error = store_write(path, text, output->size);
    free(path);
    free(text);
    return error;
}
