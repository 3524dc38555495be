/* One text as HTML and as Markdown (see pages_writer.h). */
#include "batch/out/pages_writer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/store.h"
#include "batch/out/pages_inline.h"
#include "batch/out/pages_style.h"

int page_open(struct page *page, enum page_form form, const char *title)
{
    *page = (struct page){.form = form};
    page->whole = open_memstream(&page->text, &page->size);
    page->file = page->whole;
    if (!page->file)
        return ENOMEM;
    page_html(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                    "<meta charset=\"utf-8\" />\n"
                    "<meta http-equiv=\"Content-Security-Policy\" "
                    "content=\"default-src 'none'; style-src 'unsafe-inline'; "
                    "base-uri 'none'; form-action 'none'\" />\n"
                    "<meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\" />\n"
                    "<meta name=\"robots\" content=\"noindex\" />\n<title>");
    if (is_html(page))
        escape_html(page->file, title);
    page_html(page, "</title>\n<style>%s%s", pages_style, pages_style_more);
    return 0;
}

void page_body(struct page *page, const char *kind)
{
    page_html(page, "</style>\n</head>\n<body class=\"%s\">\n", kind);
}

int page_save(struct page *page, const char *path)
{
    page_html(page, "</body>\n</html>\n");
    bool failed = fclose(page->whole) || page->failed;
    int error = failed ? ENOMEM : 0;
    if (!failed && path) {
        char *older = file_read(path);
        if (!older || strcmp(older, page->text) != 0)
            error = store_write(path, page->text, page->size);
        free(older);
    }
    free(page->text);
    *page = (struct page){0};
    return error;
}

/* Markdown that is written as it is. */
static void markdown(struct page *page, const char *text)
{
    if (!is_html(page))
        fputs(text, page->file);
}

void page_heading(struct page *page, int level, const char *id,
                  const char *text)
{
    page_html(page, "<h%d%s%s%s>", level, id ? " id=\"" : "", id ? id : "",
              id ? "\"" : "");
    for (int i = 0; !is_html(page) && i < level; i++)
        fputc('#', page->file);
    markdown(page, " ");
    page_text(page, text);
    page_html(page, "</h%d>\n", level);
    markdown(page, "\n\n");
}

void page_paragraph(struct page *page)
{
    page_html(page, "<p>");
    page_start(page);
}

void page_paragraph_end(struct page *page)
{
    page_html(page, "</p>\n");
    markdown(page, "\n\n");
}

void page_told(struct page *page, const char *format, ...)
{
    va_list values;
    page_paragraph(page);
    va_start(values, format);
    page_say_values(page, format, values);
    va_end(values);
    page_paragraph_end(page);
}

void page_list(struct page *page)
{
    page_html(page, "<ul>\n");
}

void page_item(struct page *page)
{
    page_html(page, "<li>");
    markdown(page, "- ");
    page_start(page);
}

void page_item_end(struct page *page)
{
    page_html(page, "</li>\n");
    markdown(page, "\n");
}

void page_list_end(struct page *page)
{
    page_html(page, "</ul>\n");
    markdown(page, "\n");
}

void page_block(struct page *page, const char *label, const char *text)
{
    if (is_html(page)) {
        page_html(page,
                  "<pre tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                  "<code>",
                  label);
        escape_html(page->file, text);
        page_html(page, "</code></pre>\n");
        return;
    }
    escape_markdown_block(page->file, text);
    markdown(page, "\n");
}

void page_fold(struct page *page, const char *summary)
{
    page_html(page, "<details>\n<summary>");
    page_start(page);
    page_text(page, summary);
    page_html(page, "</summary>\n");
    markdown(page, "\n\n");
}

void page_fold_end(struct page *page)
{
    page_html(page, "</details>\n");
}
