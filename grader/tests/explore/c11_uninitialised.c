/* Zeros are no mutex of C11: it has no static initialiser.
 * Finding: misuse
 */
#include <threads.h>

static mtx_t lock;

int main(void)
{
    mtx_lock(&lock);
    mtx_unlock(&lock);
    return 0;
}
