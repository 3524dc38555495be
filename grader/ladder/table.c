/*
 * The table of a ladder (see table.h).
 *
 * Everything is in the table, so nothing is lost without a script: a script
 * only hides the steps that have not happened yet.
 */
#include "ladder/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"
#include "ladder/state.h"
#include "ladder/words.h"

/* The rows being written. */
struct rows {
    FILE *to;
    const struct table *table;
    struct state state;
    json_t *lines;     /* of the state after the row before */
    json_int_t *shown; /* the line each thread showed last */
};

static bool is_beside(const struct rows *rows, const json_t *step)
{
    const char *source = rows->table->source;
    return source && strcmp(json_text(step, "file"), source) == 0;
}

static bool holds(const json_t *lines, const json_t *line)
{
    size_t i;
    const json_t *known;
    json_array_foreach(lines, i, known)
    {
        if (json_equal(known, line))
            return true;
    }
    return false;
}

/* What is known after the step; what is new in it is marked. */
static void state_write(struct rows *rows, const json_t *step)
{
    state_walk(&rows->state, json_integer_value(json_object_get(step, "from")));
    json_t *lines = state_lines(&rows->state);
    size_t i;
    const json_t *line;
    fputs("<td class=\"ladder-state\" data-name=\"After it\">", rows->to);
    fputs(json_array_size(lines) ? "<ul>" : "", rows->to);
    json_array_foreach(lines, i, line)
    {
        fprintf(rows->to, "<li%s>",
                holds(rows->lines, line) ? "" : " class=\"ladder-new\"");
        words_write(rows->to, json_string_value(line));
        fputs("</li>", rows->to);
    }
    fputs(json_array_size(lines) ? "</ul></td>" : "</td>", rows->to);
    json_decref(rows->lines);
    rows->lines = lines;
}

/* The line of code, when it differs from the thread's last one. */
static void code_write(struct rows *rows, const json_t *step)
{
    json_int_t line = json_integer_value(json_object_get(step, "line"));
    json_int_t *shown = &rows->shown[step_thread(step)];
    if (!rows->table->source || !line || line == *shown)
        return;
    *shown = line;
    if (is_beside(rows, step)) {
        fputs("<code class=\"ladder-code\">", rows->to);
    } else {
        fputs("<code class=\"ladder-code ladder-elsewhere\" title=\"in ",
              rows->to);
        escape_html(rows->to, json_text(step, "file"));
        fputs("\">", rows->to);
    }
    fprintf(rows->to, "%lld: ", (long long)line);
    escape_html(rows->to, json_text(step, "source"));
    fputs("</code> ", rows->to);
}

static void cell_write(struct rows *rows, const json_t *step, const char *name)
{
    fputs("<td data-name=\"", rows->to);
    escape_html(rows->to, name);
    fputs("\">", rows->to);
    code_write(rows, step);
    fputs("<span class=\"ladder-does\">", rows->to);
    words_write(rows->to, json_text(step, "does"));
    fputs("</span>", rows->to);
    if (*json_text(step, "fault")) {
        fputs(" <strong class=\"ladder-fault\">", rows->to);
        words_write(rows->to, json_text(step, "fault"));
        fputs("</strong>", rows->to);
    }
    fputs("</td>", rows->to);
}

static void row_write(void *of, const json_t *step)
{
    struct rows *rows = of;
    size_t i;
    const json_t *name;
    fprintf(rows->to, "<tr data-thread=\"%zu\"", step_thread(step));
    if (is_beside(rows, step))
        fprintf(rows->to, " data-line=\"%lld\"",
                (long long)json_integer_value(json_object_get(step, "line")));
    if (*json_text(step, "fault"))
        fputs(" class=\"ladder-bad\"", rows->to);
    fprintf(rows->to, "><th scope=\"row\">%lld</th>",
            (long long)json_integer_value(json_object_get(step, "n")));
    json_array_foreach(rows->table->threads, i, name)
    {
        if (i == step_thread(step))
            cell_write(rows, step, json_string_value(name));
        else
            fputs("<td></td>", rows->to);
    }
    state_write(rows, step);
    fputs("</tr>\n", rows->to);
}

/* Instead of steps that come again and again. */
static void fold_write(void *of, const json_t *first, size_t period,
                       size_t times)
{
    struct rows *rows = of;
    (void)first;
    fprintf(rows->to,
            "<tr class=\"ladder-fold\"><th scope=\"row\">…</th><td "
            "colspan=\"%zu\">%s the same %zu times more</td></tr>\n",
            json_array_size(rows->table->threads) + 1,
            period > 1 ? "These steps:" : "This step:", times);
}

static void head_write(FILE *to, const struct table *table)
{
    size_t i;
    const json_t *name;
    fputs("<table class=\"ladder-steps\">\n<caption>", to);
    words_write(to, table->caption);
    fputs("</caption>\n<thead><tr><th scope=\"col\">Step</th>", to);
    json_array_foreach(table->threads, i, name)
    {
        fputs("<th scope=\"col\">", to);
        escape_html(to, json_string_value(name));
        fputs("</th>", to);
    }
    fputs("<th scope=\"col\" class=\"ladder-state\">After it</th></tr></thead>"
          "\n<tbody>\n",
          to);
}

void table_write(FILE *to, const struct table *table)
{
    static const struct steps_drawing drawing = {row_write, fold_write};
    struct rows rows = {.to = to,
                        .table = table,
                        .lines = json_array(),
                        .shown = calloc(json_array_size(table->threads) + 1,
                                        sizeof(json_int_t))};
    state_begin(&rows.state, table->trace, table->steps);
    head_write(to, table);
    if (rows.shown)
        steps_draw(table->steps, &drawing, &rows);
    fputs("</tbody></table>\n", to);
    state_end(&rows.state);
    json_decref(rows.lines);
    free(rows.shown);
}
