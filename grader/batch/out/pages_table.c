/*
 * Tables of a page (see pages_writer.h).
 *
 * In Markdown a table's cells are kept until its end, so that its columns can
 * be set as wide as their widest cell: it is read in terminals, too.
 */
#include <stdlib.h>
#include <string.h>

#include "batch/out/pages_inline.h"

/* Takes the text, which may be NULL where memory ran out. */
static void cell_keep(struct page *page, char *text)
{
    if (page->cell_count == page->cell_room) {
        size_t room = page->cell_room ? 2 * page->cell_room : 32;
        char **grown = realloc(page->cells, room * sizeof *grown);
        if (!grown) {
            page->failed = true;
            free(text);
            return;
        }
        page->cells = grown;
        page->cell_room = room;
    }
    page->failed = page->failed || !text;
    page->cells[page->cell_count++] = text;
}

void page_table(struct page *page, const char *caption,
                const char *const *heads, size_t count)
{
    page->columns = count;
    page_html(page,
              "<div class=\"box\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"%s\"><table>\n<caption>%s</caption>\n"
              "<thead><tr>",
              caption, caption);
    for (size_t i = 0; i < count; i++) {
        bool number = heads[i][0] == '#';
        const char *head = heads[i] + number;
        page_html(page, "<th scope=\"col\"%s>%s</th>",
                  number ? " class=\"n\"" : "", head);
        if (!is_html(page))
            cell_keep(page, strdup(head));
    }
    page_html(page, "</tr></thead>\n<tbody>\n");
}

void page_row(struct page *page)
{
    page_html(page, "<tr>");
}

void page_row_end(struct page *page)
{
    page_html(page, "</tr>\n");
}

void page_cell(struct page *page, char kind)
{
    page_html(page, "%s",
              kind == 'h'   ? "<th scope=\"row\">"
              : kind == 'n' ? "<td class=\"n\">"
                            : "<td>");
    page->in_head = kind == 'h';
    if (is_html(page))
        return;
    page->cell = open_memstream(&page->cell_text, &page->cell_size);
    page->failed = page->failed || !page->cell;
    page->file = page->cell ? page->cell : page->whole;
    page_start(page);
}

void page_cell_end(struct page *page)
{
    page_html(page, page->in_head ? "</th>" : "</td>");
    if (!page->cell)
        return;
    if (fclose(page->cell))
        page->failed = true;
    cell_keep(page, page->cell_text);
    page->cell = NULL;
    page->cell_text = NULL;
    page->file = page->whole;
}

void page_text_cell(struct page *page, char kind, const char *text)
{
    page_cell(page, kind);
    page_text(page, text);
    page_cell_end(page);
}

/* Characters of a text in UTF-8, as a rough measure of its width. */
static size_t width_of(const char *text)
{
    size_t width = 0;
    for (; text && *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

static size_t column_width(const struct page *page, size_t column)
{
    size_t widest = 3;
    for (size_t i = column; i < page->cell_count; i += page->columns) {
        size_t width = width_of(page->cells[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void row_write(struct page *page, size_t first, const size_t *widths)
{
    for (size_t i = 0; i < page->columns && first + i < page->cell_count; i++) {
        const char *text = page->cells[first + i];
        fprintf(page->file, "| %s%*s ", text ? text : "",
                (int)(widths[i] - width_of(text)), "");
    }
    fputs("|\n", page->file);
}

static void rule_write(struct page *page, const size_t *widths)
{
    for (size_t i = 0; i < page->columns; i++) {
        fputs("| ", page->file);
        for (size_t j = 0; j < widths[i]; j++)
            fputc('-', page->file);
        fputc(' ', page->file);
    }
    fputs("|\n", page->file);
}

static void table_markdown(struct page *page)
{
    size_t *widths = calloc(page->columns + 1, sizeof *widths);
    page->failed = page->failed || !widths;
    if (!widths)
        return;
    for (size_t i = 0; i < page->columns; i++)
        widths[i] = column_width(page, i);
    for (size_t i = 0; i < page->cell_count; i += page->columns) {
        row_write(page, i, widths);
        if (i == 0)
            rule_write(page, widths);
    }
    fputc('\n', page->file);
    free(widths);
}

void page_table_end(struct page *page)
{
    page_html(page, "</tbody>\n</table></div>\n");
    if (!is_html(page) && page->columns > 0)
        table_markdown(page);
    for (size_t i = 0; i < page->cell_count; i++)
        free(page->cells[i]);
    free(page->cells);
    page->cells = NULL;
    page->cell_count = page->cell_room = 0;
}
