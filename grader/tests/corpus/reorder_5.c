/* Stores seen out of order, by one checker among 4 setters.
 * Finding: assertion
 */
#define THREADS 5
#include "reorder.h"
