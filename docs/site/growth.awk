# Draws a line for each "THREADS EVERY COUNT..." as SVG, with a table of the same
# numbers. COUNTs are the schedules with at most 0, 1, 2, ... preemptions; EVERY
# says whether the last one is all there are. The scale is logarithmic.

function x_of(bound) { return LEFT + bound * STEP }
function y_of(count) { return BOTTOM - log(count) / log(10) * DECADE }

# 12345 as "12,345".
function grouped(number, text) {
    for (text = number ""; match(text, /[0-9][0-9][0-9][0-9]($|,)/);)
        text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
    return text
}

BEGIN { LEFT = 64; BOTTOM = 300; STEP = 66; DECADE = 52; WIDTH = 640 }

{
    threads[NR] = $1; every[NR] = $2; bounds[NR] = NF - 2
    for (i = 3; i <= NF; i++)
        count[NR, i - 3] = $i
    if (NF - 2 > columns)
        columns = NF - 2
}

function axes(i) {
    for (i = 0; i <= 5; i++) {
        printf "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", \
            LEFT, x_of(columns - 1), y_of(10 ^ i), y_of(10 ^ i)
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", \
            LEFT - 8, y_of(10 ^ i) + 4, grouped(10 ^ i)
    }
    for (i = 0; i < columns; i++)
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", \
            x_of(i), BOTTOM + 20, i
    printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", \
        x_of((columns - 1) / 2), BOTTOM + 42, "preemptions at most"
    printf "<text x=\"8\" y=\"16\">schedules</text>\n"
}

function line(n, i, last, label) {
    last = bounds[n] - 1
    printf "<polyline points=\""
    for (i = 0; i <= last; i++)
        printf "%d,%d ", x_of(i), y_of(count[n, i])
    print "\"/>"
    for (i = 0; i <= last; i++)
        printf "<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>", x_of(i), \
            y_of(count[n, i])
    label = threads[n] " threads" (every[n] ? ": these are all" : " ...")
    # A line that goes all the way has its name above, others behind the end.
    if (last == columns - 1)
        printf "<text class=\"label\" x=\"%d\" y=\"%d\" " \
            "text-anchor=\"end\">%s</text>\n", x_of(last) + 4, \
            y_of(count[n, last]) - 14, label
    else
        printf "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>\n", \
            x_of(last) + 10, y_of(count[n, last]) + 4, label
}

function table(n, i) {
    print "<details><summary>The numbers</summary><table class=\"doxtable\">"
    printf "<tr><th scope=\"col\">preemptions at most</th>"
    for (i = 0; i < columns; i++)
        printf "<th scope=\"col\">%d</th>", i
    print "</tr>"
    for (n = 1; n <= NR; n++) {
        printf "<tr><th scope=\"row\">%d threads</th>", threads[n]
        for (i = 0; i < columns; i++)
            printf "<td>%s</td>", i < bounds[n] ? grouped(count[n, i]) : \
                every[n] ? grouped(count[n, bounds[n] - 1]) : "more"
        print "</tr>"
    }
    print "</table></details>"
}

END {
    print "<figure class=\"growth\">"
    printf "<svg viewBox=\"0 0 %d 350\" role=\"img\" aria-label=\"", WIDTH
    printf "The number of schedules grows with the preemptions and, much "
    print "faster, with the threads. The numbers stand below.\">"
    axes()
    for (n = 1; n <= NR; n++)
        line(n)
    print "</svg>"
    print "<figcaption>Threads that lock a mutex, count and unlock, twice each:"
    print "how many schedules there are with so many preemptions. Only the"
    print "first bounds are needed for most bugs, and only they can always be"
    printf "paid for: with %d threads, %s schedules do not suffice for", \
        threads[NR], grouped(budget)
    printf " %d preemptions.</figcaption>\n", bounds[NR]
    table()
    print "</figure>"
}
