/* What can't be modelled is named.
 * Finding: unmodelled
 */
#include <unistd.h>

int main(void)
{
    return fork() < 0;
}
