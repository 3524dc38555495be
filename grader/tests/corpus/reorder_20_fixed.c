/* Both stores are one critical section. */
#define THREADS 20
#define TOGETHER
#include "reorder.h"
