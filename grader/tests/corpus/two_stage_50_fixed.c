/* The second lock is taken before the first is given up. */
#define THREADS 50
#define TOGETHER
#include "two_stage.h"
