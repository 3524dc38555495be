/* Two fields that belong together, each under its own lock, 2 threads.
 * Finding: assertion
 */
#define THREADS 2
#include "two_stage.h"
