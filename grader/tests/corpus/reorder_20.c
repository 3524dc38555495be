/* Stores seen out of order, by one checker among 19 setters.
 * Finding: assertion
 */
#define THREADS 20
#include "reorder.h"
