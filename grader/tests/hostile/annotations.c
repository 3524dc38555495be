/* Hostile: has ThreadSanitizer ignore what its threads write.
 * Verdict: integrity
 */
#include "counter.h"

void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreReadsBegin(const char *file, int line);

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void hush(void)
{
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
}
