/* Both stores are one critical section. */
#define THREADS 10
#define TOGETHER
#include "reorder.h"
