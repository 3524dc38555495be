/* Hostile: speaks HTML, XML, Markdown, CSV and terminal to whoever reads its
 * output, its threads' names and its claims.
 * Verdict: fail
 * Finding: race
 */
#include <pthread.h>
#include <stdio.h>

#include "counter.h"

enum { DESCRIPTOR = 28, OBSERVATIONS = 3 };

long counter = 0;

static const char markup[] =
    "<script>alert(1)</script><img src=x onerror=alert(1)> ]]> &lt; -->\n"
    "=HYPERLINK(1) @SUM(1) +1 -1 | a | b |\n# heading\n```\n~~~\n"
    "[click](javascript:alert) `code` $(reboot) %s%n \\\" '\n"
    "\033]0;title\007\033[2J\033[31mred \x9b\x31m \xc2\x9b\x32m\r\b\v\f"
    "\xe2\x80\xae reversed \xff\xfe \xed\xa0\x80 end\n";

void increment(size_t times)
{
    pthread_setname_np(pthread_self(), "<b>=1+1|\033[1m");
    fputs(markup, stdout);
    fflush(stdout);
    ((int *)stdout)[DESCRIPTOR] = OBSERVATIONS;
    printf("{\"t\":\"misuse\",\"thread\":\"<script>alert(2)</script>\","
           "\"text\":\"=1+1 <script>alert(3)</script> ]]> \\u001b[2J\","
           "\"call\":\"`x` [a](javascript:b)\"}\n");
    fflush(stdout);
    ((int *)stdout)[DESCRIPTOR] = 1;
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
