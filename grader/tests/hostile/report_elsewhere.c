/* Hostile: sends ThreadSanitizer's reports where nobody reads them.
 * Verdict: integrity
 */
#include <fcntl.h>
#include <stdint.h>

#include "counter.h"

void __sanitizer_set_report_fd(void *fd);

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void hush(void)
{
    __sanitizer_set_report_fd((void *)(intptr_t)open("/dev/null", O_WRONLY));
}
