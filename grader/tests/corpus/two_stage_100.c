/* Two fields that belong together, each under its own lock, 100 threads.
 * Finding: assertion
 */
#define THREADS 100
#include "two_stage.h"
