/* Stores seen out of order, by one checker among 99 setters.
 * Finding: assertion
 */
#define THREADS 100
#include "reorder.h"
