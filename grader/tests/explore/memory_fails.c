/* Where failing calls were asked for, memory may not be had; realloc() leaves
 * the block then.
 * Finding: crash
 * Options: --fail-calls
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *text = strdup("text");
    if (!text)
        return errno != ENOMEM;
    char *longer = realloc(text, 100);
    if (!longer) {
        int status = strcmp(text, "text") != 0;
        free(text);
        return status;
    }
    int *numbers = calloc(4, sizeof *numbers);
#ifdef FIX
    if (numbers)
#endif
        numbers[0] = 1;
    free(numbers);
    free(longer);
    return 0;
}
