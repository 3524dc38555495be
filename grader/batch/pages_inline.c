/*
 * Running text of a page (see pages_writer.h).
 *
 * escape_markdown() is safe anywhere and looks it. Here it is known where a
 * text stands, so that characters which mean something only at the start of a
 * line, or in an address, can stay as they are elsewhere.
 */
#include "batch/pages_inline.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "batch/escape.h"

static bool is_html(const struct page *page)
{
    return page->form == PAGE_HTML;
}

static size_t position(struct page *page)
{
    long at = ftell(page->file);
    return at < 0 ? 0 : (size_t)at;
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

/* A piece that escape_markdown() writes; it takes whole texts only. */
static void piece_write(struct page *page, const char *from, size_t length)
{
    char *piece = strndup(from, length);
    page->failed = page->failed || !piece;
    escape_markdown(page->file, piece);
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
        piece_write(page, text + from, i - from);
        fputc(text[i], page->file);
        from = i + 1;
    }
    if (length > from)
        piece_write(page, text + from, length - from);
}

static void words_write(struct page *page, const char *text, size_t length)
{
    if (!is_html(page)) {
        text_markdown(page, text, length);
        return;
    }
    char *piece = strndup(text, length);
    page->failed = page->failed || !piece;
    escape_html(page->file, piece);
    free(piece);
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

void page_say(struct page *page, const char *format, ...)
{
    char *text = NULL;
    va_list values;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0)
        text = NULL;
    va_end(values);
    page->failed = page->failed || !text;
    page_text(page, text);
    free(text);
}

void page_strong(struct page *page, const char *text)
{
    fputs(is_html(page) ? "<strong>" : "**", page->file);
    words_write(page, text, strlen(text));
    fputs(is_html(page) ? "</strong>" : "**", page->file);
}

/* The longest row of backquotes in a text. */
static int backquotes(const char *text)
{
    int longest = 0;
    for (int row = 0; *text; text++) {
        row = *text == '`' ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    return longest;
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
    int fence = backquotes(at) + 1;
    const char *gap = *at == '`' || fence > 1 ? " " : "";
    for (int i = 0; i < fence; i++)
        fputc('`', page->file);
    fputs(gap, page->file);
    for (; *at; at += strcspn(at, "|"), at += *at == '|') {
        int length = (int)strcspn(at, "|");
        char *piece = strndup(at, (size_t)length);
        escape_plain(page->file, piece);
        free(piece);
        if (at[length] == '|')
            fputs(page->cell ? "\\|" : "|", page->file);
    }
    fputs(gap, page->file);
    for (int i = 0; i < fence; i++)
        fputc('`', page->file);
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
