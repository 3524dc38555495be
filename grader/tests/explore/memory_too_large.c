/* What is larger than any memory is refused, and ends nothing.
 */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

int main(void)
{
    volatile size_t size = SIZE_MAX / 2;
    void *other = NULL;

    errno = 0;
    assert(malloc(size) == NULL && errno == ENOMEM);
    errno = 0;
    assert(calloc(size, 8) == NULL && errno == ENOMEM);
    assert(calloc(1, size) == NULL);
    assert(aligned_alloc(64, size) == NULL);
    assert(posix_memalign(&other, 64, size) == ENOMEM && other == NULL);
    char *block = malloc(1);
    *block = 7;
    assert(realloc(block, size) == NULL && *block == 7);
    free(block);
}
