/* Two fields that belong together, each under its own lock, 20 threads.
 * Finding: assertion
 */
#define THREADS 20
#include "two_stage.h"
