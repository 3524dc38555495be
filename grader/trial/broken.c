/* The machine lacks something; see broken.h. */
#include "trial/broken.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trial/observe.h"

const char *broken_nonce = "";

_Noreturn void broken_exit(const char *what, int error)
{
    struct observation line;
    observe_begin(&line, "broken");
    observe_text(&line, "nonce", broken_nonce);
    observe_text(&line, "what", what);
    observe_text(&line, "error", strerror(error));
    observe_end(&line);
    fprintf(stderr, "probe: no %s: %s\n", what, strerror(error));
    _exit(EXIT_MACHINE);
}
