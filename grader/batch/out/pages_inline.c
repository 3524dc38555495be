/*
 * Running text of a page (see pages_writer.h).
 *
 * escape_markdown() is safe anywhere and looks it. Here it is known where a
 * text stands, so that characters which mean something only at the start of a
 * line, or in an address, can stay as they are elsewhere.
 */
#include "batch/out/pages_inline.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"

static size_t position(struct page *page)
{
    long at = ftell(page->file);
    return at < 0 ? 0 : (size_t)at;
}

void page_html(struct page *page, const char *format, ...)
{
    if (!is_html(page))
        return;
    va_list values;
    va_start(values, format);
    vfprintf(page->file, format, values);
    va_end(values);
}

void page_start(struct page *page)
{
    page->start = position(page);
}

/* Does a character mean nothing here, though it would elsewhere? An address
 * ("www.", "://") becomes a link in some dialects, and `_` within a word is
 * one (CommonMark 0.31, 6.2). */
static bool is_quiet(const char *text, const char *at)
{
    if (*at == '.')
        return at - text < 3 || strncasecmp(at - 3, "www", 3) != 0;
    if (*at == ':')
        return at[1] != '/';
    if (*at == '_')
        return at > text && isalnum((unsigned char)at[-1]) &&
               isalnum((unsigned char)at[1]);
    return strchr("-+=()',;\"^", *at) != NULL;
}

/* Writes a part of a text with what takes whole texts only. */
static void piece_write(struct page *page, const char *from, size_t length,
                        void (*write)(FILE *file, const char *text))
{
    char *piece = strndup(from, length);
    page->failed = page->failed || !piece;
    write(page->file, piece);
    free(piece);
}

static void text_markdown(struct page *page, const char *text, size_t length)
{
    size_t i = 0, from = 0;
    if (position(page) == page->start) {
        /* "1." and "-" begin lists, "=" underlines headings. */
        i = strspn(text, "0123456789 \t");
        i += i < length;
    }
    for (; i < length; i++) {
        if (!ispunct((unsigned char)text[i]) || !is_quiet(text, text + i))
            continue;
        piece_write(page, text + from, i - from, escape_markdown);
        fputc(text[i], page->file);
        from = i + 1;
    }
    if (length > from)
        piece_write(page, text + from, length - from, escape_markdown);
}

static void words_write(struct page *page, const char *text, size_t length)
{
    if (is_html(page))
        piece_write(page, text, length, escape_html);
    else
        text_markdown(page, text, length);
}

void page_text(struct page *page, const char *text)
{
    text = text ? text : "";
    for (;;) {
        size_t before = strcspn(text, "`");
        const char *code = text + before;
        size_t length = *code ? strcspn(code + 1, "`") : 0;
        if (!*code || !code[1 + length] || length == 0) {
            words_write(page, text, strlen(text));
            return;
        }
        words_write(page, text, before);
        char *piece = strndup(code + 1, length);
        page->failed = page->failed || !piece;
        page_code(page, piece);
        free(piece);
        text = code + length + 2;
    }
}

void page_say_values(struct page *page, const char *format, va_list values)
{
    char *text = NULL;
    if (vasprintf(&text, format, values) < 0)
        text = NULL;
    page->failed = page->failed || !text;
    page_text(page, text);
    free(text);
}

void page_say(struct page *page, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    page_say_values(page, format, values);
    va_end(values);
}

void page_strong(struct page *page, const char *text)
{
    fputs(is_html(page) ? "<strong>" : "**", page->file);
    words_write(page, text, strlen(text));
    fputs(is_html(page) ? "</strong>" : "**", page->file);
}

/* A code span takes everything as it is but its own fence, the end of the line
 * and, in a table, the bar. */
static void code_markdown(struct page *page, const char *text)
{
    char *line = strdup(text);
    page->failed = page->failed || !line;
    if (!line)
        return;
    for (char *at = line; (at = strpbrk(at, "\n\r\t")); at++)
        *at = ' ';
    const char *at = line + strspn(line, " ");
    size_t fence = escape_backquotes(at) + 1;
    const char *gap = fence > 1 ? " " : "";
    escape_fence(page->file, fence);
    fputs(gap, page->file);
    while (*at) {
        size_t length = strcspn(at, "|");
        piece_write(page, at, length, escape_plain);
        at += length;
        if (*at == '|') {
            fputs(page->cell ? "\\|" : "|", page->file);
            at++;
        }
    }
    fputs(gap, page->file);
    escape_fence(page->file, fence);
    free(line);
}

void page_code(struct page *page, const char *text)
{
    text = text ? text : "";
    if (!text[strspn(text, " \t\r\n")])
        return;
    if (!is_html(page)) {
        code_markdown(page, text);
        return;
    }
    fputs("<code>", page->file);
    escape_html(page->file, text);
    fputs("</code>", page->file);
}

void page_link(struct page *page, const char *to, const char *text)
{
    if (is_html(page))
        fprintf(page->file, "<a href=\"%s\">", to);
    else
        fputc('[', page->file);
    words_write(page, text, strlen(text));
    if (is_html(page))
        fputs("</a>", page->file);
    else
        fprintf(page->file, "](%s)", to);
}

void page_badge(struct page *page, const char *kind, const char *text)
{
    page_html(page, "<span class=\"badge %s\">", kind);
    words_write(page, text, strlen(text));
    page_html(page, "</span>");
}
