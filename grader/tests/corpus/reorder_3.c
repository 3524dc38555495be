/* Stores seen out of order, by one checker among 2 setters.
 * Finding: assertion
 */
#define THREADS 3
#include "reorder.h"
