/* A text is copied to a block without room for its end.
 * Finding: crash
 */
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    (void)argc;
    const char *name = strrchr(argv[0], '/');
    size_t length = strlen(name);
#ifdef FIX
    length++;
#endif
    char *copy = malloc(length);
    if (!copy)
        return 1;
    strcpy(copy, name);
    free(copy);
    return 0;
}
