/* What an argument that points somewhere is called (trial_pointer()). */
#include <string.h>

#include "trial/trial.h"

enum { LONGEST = 16 };

const char *trial_pointer(const char *text, const void *pointer)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz_0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ&.->[]\" ";
    size_t length = 0;
    if (!pointer)
        return "NULL";
    for (; text[length]; length++)
        if (length == LONGEST || !strchr(signs, text[length]))
            return "...";
    return text;
}
