/* Every byte of a block may be used, whoever gave it, at any alignment; the C
 * library may move a block that the program gave it.
 * Figures: "every":1
 */
#include <assert.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void whole(void *block, size_t size)
{
    assert(block);
    for (size_t i = 0; i < size; i++)
        ((volatile char *)block)[i] = (char)i;
    free(block);
}

static void line_read(void)
{
    char *line = malloc(4);
    size_t room = 4;
    FILE *file = fopen("/proc/self/stat", "r");
    assert(line && file && getline(&line, &room, file) > 4);
    line[room - 1] = 1;
    fclose(file);
    line = realloc(line, 400);
    assert(line && line[0] >= '0');
    whole(line, 400);
}

int main(void)
{
    void *aligned;
    for (size_t size = 0; size < 70; size++) {
        whole(malloc(size), size);
        whole(calloc(1, size), size);
        whole(realloc(malloc(3), size + 1), size + 1);
        whole(aligned_alloc(64, 64 * size + 64), 64 * size + 64);
        assert(posix_memalign(&aligned, 32, size + 1) == 0);
        whole(aligned, size + 1);
    }
    whole(memalign(64, 100), 100);
    whole(valloc(8192), 8192);
    whole(malloc(131072), 131072);
    whole(malloc(300000), 300000);
    whole(strdup("fifteen letters"), 16);
    whole(strndup("fifteen letters ", 15), 16);
    void *block = malloc(21);
    whole(block, malloc_usable_size(block));
    /* Unaligned, over the border of two units. */
    char *bytes = malloc(19);
    assert(bytes);
    memset(bytes, 1, 19);
    uint32_t word;
    memcpy(&word, bytes + 15, sizeof word);
    assert(word == 0x01010101);
    free(bytes);
    line_read();
    return 0;
}
