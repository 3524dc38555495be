/* What all executors share (see executor.h). */
#include "batch/work/executor.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/moment.h"
#include "base/store.h"
#include "base/text.h"

/* Takes the text over; one without memory stands for its end. */
static void argument_add(struct arguments *arguments, char *text)
{
    if (arguments->count < ARGUMENTS_MOST - 1)
        arguments->argv[arguments->count++] = text;
    else
        free(text);
}

static void option_add(struct arguments *arguments, const char *option,
                       const char *value)
{
    if (!value)
        return;
    argument_add(arguments, strdup(option));
    argument_add(arguments, strdup(value));
}

int one_arguments(const struct task *task, const struct execution *execution,
                  struct arguments *arguments)
{
    const struct task_rules *rules = execution->rules;
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    *arguments = (struct arguments){.count = 0};
    if (length < 0)
        return errno;
    self[length] = '\0';
    char *source = text_print("%s/sources/%s.c", execution->out, task->source);
    char *record = task_record(task, execution->out);
    argument_add(arguments, strdup(self));
    argument_add(arguments, strdup("one"));
    option_add(arguments, "--lesson", task->lesson);
    option_add(arguments, "--source", source ? source : "");
    option_add(arguments, "--record", record ? record : "");
    option_add(arguments, "--key", task->key);
    option_add(arguments, "--compiler", rules->compiler);
    option_add(arguments, "--seeds", rules->seeds);
    option_add(arguments, "--trials", rules->trials);
    option_add(arguments, "--work", execution->work);
    if (!rules->sandbox)
        argument_add(arguments, strdup("--unsandboxed"));
    bool complete = source && record;
    for (size_t i = 0; i < arguments->count; i++)
        complete = complete && arguments->argv[i];
    free(source);
    free(record);
    return complete ? 0 : ENOMEM;
}

void arguments_free(struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->count; i++)
        free(arguments->argv[i]);
    *arguments = (struct arguments){.count = 0};
}

void log_line(FILE *log, const char *format, ...)
{
    char stamp[MOMENT_TEXT];
    char *text;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0)
        return;
    fprintf(log, "%s ", moment_text(time(NULL), stamp));
    escape_plain(log, text);
    fputc('\n', log);
    fflush(log);
    free(text);
}
