/* The schedule that the reduced search is on; see class_path.h. */
#include "explore/search/class_path.h"

struct class_path path;
