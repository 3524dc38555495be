/* Text that is as long as it must be (see text.h). */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

char *text_print(const char *format, ...)
{
    char *path;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&path, format, arguments) < 0)
        path = NULL;
    va_end(arguments);
    return path;
}
