/*
 * Reads lines (see scanner.h).
 *
 * It does what translation phases 1 to 3 of C11 (5.1.1.2) do, as gcc and clang
 * do them: any of the three line endings counts, lines that end in a backslash
 * are joined, comments and literals are told apart from code. Where the two
 * compilers differ, or where the meaning of a character depends on the value of
 * an #if, the line is doubtful.
 */
#include "gate/scanner.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A mark that text editors put before the first line and compilers skip. */
static const char byte_order_mark[] = "\xEF\xBB\xBF";

void scanner_begin(struct scanner *scanner, const char *text, size_t length)
{
    size_t mark = strlen(byte_order_mark);
    *scanner = (struct scanner){.next = text, .end = text + length, .line = 1};
    if (length >= mark && memcmp(text, byte_order_mark, mark) == 0)
        scanner->next += mark;
}

/* How long the line ending here is; 0: there is none. */
static size_t break_length(const struct scanner *scanner, const char *at)
{
    if (at == scanner->end)
        return 0;
    if (*at == '\r')
        return at + 1 < scanner->end && at[1] == '\n' ? 2 : 1;
    return *at == '\n';
}

/* Skips line endings that a backslash hides; compilers allow blanks between the
 * two. clang takes a line feed and a carriage return for one such ending. */
static void joints_skip(struct scanner *scanner)
{
    while (scanner->next < scanner->end && *scanner->next == '\\') {
        const char *after = scanner->next + 1;
        while (after < scanner->end && *after && strchr(" \t\f\v", *after))
            after++;
        size_t length = break_length(scanner, after);
        if (length == 0)
            return;
        scanner->next = after + length;
        scanner->line++;
        if (*after == '\n' && scanner->next < scanner->end &&
            *scanner->next == '\r')
            scanner->doubtful = true;
    }
}

/* The next byte in phase 2, a line ending as '\n', or EOF. */
static int scan_byte(struct scanner *scanner)
{
    joints_skip(scanner);
    if (scanner->next == scanner->end)
        return EOF;
    size_t length = break_length(scanner, scanner->next);
    if (length == 0)
        return (unsigned char)*scanner->next++;
    scanner->next += length;
    scanner->line++;
    return '\n';
}

static int peek_byte(const struct scanner *scanner)
{
    struct scanner copy = *scanner;
    return scan_byte(&copy);
}

static bool line_ends(const struct scanner *scanner)
{
    int byte = peek_byte(scanner);
    return byte == '\n' || byte == EOF;
}

static void logical_add(struct logical *logical, int byte)
{
    if (logical->length + 1 >= logical->room) {
        logical->room = logical->room ? 2 * logical->room : 256;
        logical->text = realloc(logical->text, logical->room);
        if (!logical->text)
            abort();
    }
    logical->text[logical->length++] = (char)byte;
    logical->text[logical->length] = '\0';
}

/* A comment counts as one blank, and a line break in it does not end the line.
 * Not every clang sees that it ends if its last two characters are on lines of
 * their own. */
static void comment_skip(struct scanner *scanner, struct logical *logical,
                         int kind)
{
    scan_byte(scanner);
    if (kind == '/') {
        while (!line_ends(scanner))
            scan_byte(scanner);
        return;
    }
    for (int byte; (byte = scan_byte(scanner)) != EOF;) {
        logical->spread |= byte == '\n';
        if (byte != '*' || peek_byte(scanner) != '/')
            continue;
        scanner->doubtful |= *scanner->next != '/';
        scan_byte(scanner);
        return;
    }
}

/* R"...", u8R"..." and so on: does the text so far end in such a prefix? */
static bool raw_prefix(const struct logical *logical)
{
    size_t n = logical->length;
    if (n == 0 || logical->text[n - 1] != 'R')
        return false;
    for (n--; n > 0 && (isalnum((unsigned char)logical->text[n - 1]) ||
                        logical->text[n - 1] == '_');)
        n--;
    size_t length = logical->length - n;
    const char *word = logical->text + n;
    return length == 1 || (length == 2 && strchr("uUL", word[0])) ||
           (length == 3 && strncmp(word, "u8R", 3) == 0);
}

/* A literal ends at its quote or, broken, at the end of the line. */
static void literal_take(struct scanner *scanner, struct logical *logical,
                         int quote)
{
    logical->raw |= quote == '"' && raw_prefix(logical);
    logical_add(logical, quote);
    while (!line_ends(scanner)) {
        int byte = scan_byte(scanner);
        logical_add(logical, byte);
        if (byte == quote)
            return;
        logical->escaped |= quote == '"' && byte == '\\';
        if (byte == '\\' && !line_ends(scanner))
            logical_add(logical, scan_byte(scanner));
    }
}

/* After `__has_include(`, or a macro that expands to it, what is between `<`
 * and the line's last `>` may be a header's name, in which nothing begins a
 * comment or a literal. The scanner is just past a `<`: would it matter? It
 * does not if both readings end with the line. */
static bool angle_is_doubtful(struct scanner scanner)
{
    struct logical rest = {.text = NULL};
    logical_add(&rest, ' ');
    while (!line_ends(&scanner))
        logical_add(&rest, scan_byte(&scanner));
    const char *close = strrchr(rest.text, '>');
    const char *at = rest.text;
    while (close && at < close && strcspn(at, "\"'\\") > 0 &&
           strncmp(at, "//", 2) != 0 && strncmp(at, "/*", 2) != 0)
        at++;
    bool doubtful = close && at < close;
    if (doubtful && strncmp(at, "//", 2) == 0) {
        doubtful = strstr(at + 1, "/*") != NULL;
    } else if (doubtful && strncmp(at, "/*", 2) == 0) {
        const char *end = strstr(at + 2, "*/");
        doubtful = !end || end[2 + strspn(end + 2, " \t\f\v")] != '\0';
    }
    free(rest.text);
    return doubtful;
}

static void logical_begin(struct logical *logical, unsigned line)
{
    logical->length = 0;
    logical->raw = logical->escaped = logical->spread = false;
    logical->doubt = DOUBT_NONE;
    logical->line = logical->last = line;
    logical_add(logical, ' ');
}

bool line_scan(struct scanner *scanner, struct logical *logical)
{
    bool angle = false;
    logical_begin(logical, scanner->line);
    scanner->doubtful = false;
    int byte = scan_byte(scanner);
    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n'; byte = scan_byte(scanner)) {
        int next = peek_byte(scanner);
        if (byte == '/' && (next == '/' || next == '*')) {
            comment_skip(scanner, logical, next);
            logical_add(logical, ' ');
        } else if (byte == '"' || byte == '\'') {
            literal_take(scanner, logical, byte);
        } else {
            if (byte == '<' && !angle)
                logical->doubt =
                    angle_is_doubtful(*scanner) ? DOUBT_ANGLE : DOUBT_NONE;
            angle |= byte == '<';
            logical_add(logical, byte);
        }
    }
    logical->last = scanner->line - (byte == '\n');
    if (scanner->doubtful)
        logical->doubt = DOUBT_BREAK;
    return true;
}
