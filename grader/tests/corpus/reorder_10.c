/* Stores seen out of order, by one checker among 9 setters.
 * Finding: assertion
 */
#define THREADS 10
#include "reorder.h"
