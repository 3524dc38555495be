/**
 * @file pages_writer.h
 * @brief Writes one text as HTML and as Markdown.
 *
 * What a page says is written once; this turns it into either form. Texts are
 * hostile unless a comment says otherwise, and made harmless here: nothing that
 * is passed in can open a tag, a link, a heading or a table cell. HTML comes
 * out as well-formed XML, too. A page is built in memory; an error (no memory)
 * is kept until page_save(). A page belongs to one thread.
 */
#ifndef LOCKSTEP_PAGES_WRITER_H
#define LOCKSTEP_PAGES_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** For terminals and forges, or for browsers. */
enum page_form { PAGE_MARKDOWN, PAGE_HTML };

/** A page that is being written. */
struct page {
    enum page_form form;
    FILE *file;  /**< where words go: the page, or a cell */
    FILE *whole; /**< the page */
    char *text;  /**< what it holds, when it is closed */
    size_t size;
    size_t start; /**< where the running text began, in Markdown */
    char **cells; /**< Markdown: a table's cells, to be put in columns */
    size_t cell_count, cell_room, columns;
    FILE *cell; /**< Markdown: the cell that is being written, or NULL */
    char *cell_text;
    size_t cell_size;
    bool in_head; /**< the open cell heads its row */
    bool failed;
};

/** @brief Begins a page, in its style rules: page_html() may add some.
 *  @param title Of the browser's window. @return 0 or ENOMEM. */
int page_open(struct page *page, enum page_form form, const char *title);

/** @brief Begins what is shown. @param kind `wide` for tables, or "". */
void page_body(struct page *page, const char *kind);

/** @brief Ends it and writes it, unless the file holds the same already.
 *  @param path NULL: it is only freed.
 *  @return 0 or an errno value; the page is freed in any case. */
int page_save(struct page *page, const char *path);

/** @brief HTML that is written as it is; nothing in Markdown. Not for text of
 *  strangers. */
void page_html(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** @brief Running text; text between backquotes becomes code. */
void page_text(struct page *page, const char *text);
/** @brief As page_text(), put together as printf() does. */
void page_say(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** @brief Emphasised text. */
void page_strong(struct page *page, const char *text);
/** @brief Code, within a line. */
void page_code(struct page *page, const char *text);
/** @brief A link to a file beside this one. @param to Relative, made of
 *  letters, digits and `_.-/#` alone. */
void page_link(struct page *page, const char *to, const char *text);
/** @brief A verdict, as a word on its colour. @param kind Of the colour: a
 *  verdict or a state; any other has none. */
void page_badge(struct page *page, const char *kind, const char *text);

/** @brief A heading. @param id To link to, as page_link() wants it; or NULL. */
void page_heading(struct page *page, int level, const char *id,
                  const char *text);
/** @brief Begins a paragraph. */
void page_paragraph(struct page *page);
/** @brief Ends it. */
void page_paragraph_end(struct page *page);
/** @brief A paragraph of page_say(). */
void page_told(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** @brief Begins a list. */
void page_list(struct page *page);
/** @brief Begins an item of it. */
void page_item(struct page *page);
/** @brief Ends the item. */
void page_item_end(struct page *page);
/** @brief Ends the list. */
void page_list_end(struct page *page);
/** @brief Lines as they are; they scroll in their own box.
 *  @param label What they are, for those who can't see; fixed text. */
void page_block(struct page *page, const char *label, const char *text);
/** @brief A part that is folded in HTML. @param summary Its heading. */
void page_fold(struct page *page, const char *summary);
/** @brief Ends it. */
void page_fold_end(struct page *page);

/** @brief A table that fits a page. @param caption, heads Fixed texts; a head
 *  that begins with `#` is over numbers. */
void page_table(struct page *page, const char *caption,
                const char *const *heads, size_t count);
/** @brief Begins a row. */
void page_row(struct page *page);
/** @brief A cell. @param kind `h` heads the row, `n` is a number, `t` text. */
void page_cell(struct page *page, char kind);
/** @brief Ends the cell. */
void page_cell_end(struct page *page);
/** @brief A cell with running text, whole. */
void page_text_cell(struct page *page, char kind, const char *text);
/** @brief Ends the row. */
void page_row_end(struct page *page);
/** @brief Ends the table. */
void page_table_end(struct page *page);

#endif
