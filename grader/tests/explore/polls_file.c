/* A thread that offers its turn at each character that it reads gets on: where
 * a file stands is part of the state.
 * Figures: "every":1,
 */
#include <assert.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { SIZE = 9000 };

static atomic_int flag;

int main(void)
{
    static char text[SIZE];
    memset(text, 'x', sizeof text);
    FILE *file = tmpfile();
    assert(file && fwrite(text, 1, SIZE, file) == SIZE);
    rewind(file);
    while (!atomic_load(&flag) && getc(file) != EOF)
        sched_yield();
    fclose(file);
    return 0;
}
