/* A semaphore that was never initialised, though it is all zero.
 * Finding: misuse
 */
#include <semaphore.h>

static sem_t never;

int main(void)
{
    return sem_post(&never);
}
