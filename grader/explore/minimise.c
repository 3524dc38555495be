/* Shrinks schedules; see minimise.h. */
#include "explore/minimise.h"

struct minimal minimise(const struct search *search,
                        const struct search_result *result)
{
    return (struct minimal){*search, result->decisions,
                            result->decision_count, false};
}
