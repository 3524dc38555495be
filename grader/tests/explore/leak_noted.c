/* Memory that nothing points to at the end is noted, and that alone is no
 * finding.
 * Note: leak
 * Figures: "every":1
 */
#include <stdlib.h>

int main(void)
{
    int *lost = malloc(sizeof *lost);
    return lost ? 0 : 1;
}
