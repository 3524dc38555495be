/* Memory of all the functions that give some is freed, and holds the same in
 * every schedule, whatever the one before wrote there.
 * Figures: "every":1
 * Figures: "diverged":0
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 3000, LARGE = 100000 };

static void *work(void *unused)
{
    char *moved = malloc(8);
    moved = reallocarray(moved, SIZE, 1);
    assert(moved && moved[2000] == moved[2001]);
    memset(moved, rand() & 0xff, SIZE);
    moved[2000] = 1;
    moved[2001] = 2;
    free(moved);
    char *large = malloc(LARGE);
    assert(large && large[LARGE - 1] == large[0]);
    large[LARGE - 1] = 1;
    free(large);
    char *text = strdup("text"), *part = strndup("text", 2);
    assert(text && part && strcmp(part, "te") == 0);
    free(text);
    free(part);
    void *aligned;
    assert(posix_memalign(&aligned, 64, 64) == 0);
    free(aligned);
    free(aligned_alloc(64, 64));
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
