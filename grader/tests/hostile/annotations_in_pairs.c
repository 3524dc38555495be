/* Hostile: has ThreadSanitizer ignore just the writes that race.
 * Verdict: integrity
 */
#include "counter.h"

void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);

long counter = 0;

void increment(size_t times)
{
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
}
