/* Two fields that belong together, each under its own lock, 50 threads.
 * Finding: assertion
 */
#define THREADS 50
#include "two_stage.h"
