/* What is larger than any memory is refused, and ends nothing.
 */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

int main(void)
{
    volatile size_t size = SIZE_MAX / 2;

    errno = 0;
    assert(malloc(size) == NULL && errno == ENOMEM);
    assert(calloc(size, 8) == NULL);
    char *block = malloc(1);
    assert(realloc(block, size) == NULL);
    free(block);
}
