/* Fingerprints of C texts (see prints.h). */
#include "batch/similar/prints.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/grow.h"

/* What tokens are hashed as: a character, a keyword's name, or one of these. */
enum { TOKEN_NAME = 256, TOKEN_NUMBER, TOKEN_STRING, TOKEN_END };

/* Where the next token is looked for. */
struct reader {
    const char *at;
    unsigned line;
    bool begun; /* there is something on the line */
};

/* Names that can't be chosen. */
static const char *const keywords[] = {
    "_Atomic", "auto",     "bool",     "break",    "case",     "char",
    "const",   "continue", "default",  "do",       "double",   "else",
    "enum",    "extern",   "float",    "for",      "goto",     "if",
    "inline",  "int",      "long",     "register", "restrict", "return",
    "short",   "signed",   "sizeof",   "static",   "struct",   "switch",
    "typedef", "union",    "unsigned", "void",     "volatile", "while"};

/* FNV-1a (Fowler, Noll, Vo). */
static const uint64_t hash_start = 0xcbf29ce484222325u;

static uint64_t hash_add(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * 0x100000001b3u;
}

/* Its low bits are poor; this is SplitMix64's last step. */
static uint64_t hash_end(uint64_t z)
{
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static void step(struct reader *reader)
{
    if (*reader->at == '\n') {
        reader->line++;
        reader->begun = false;
    }
    reader->at++;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* A comment, or a line that includes: everybody has those. */
static bool is_comment(const struct reader *reader, const char **end)
{
    const char *at = reader->at;
    if (at[0] == '/' && at[1] == '*') {
        const char *close = strstr(at + 2, "*/");
        *end = close ? close + 2 : at + strlen(at);
        return true;
    }
    if (*at == '#' && !reader->begun)
        at += 1 + strspn(at + 1, " \t");
    if (strncmp(at, "//", 2) != 0 &&
        (at == reader->at || strncmp(at, "include", 7) != 0))
        return false;
    *end = at + strcspn(at, "\n");
    return true;
}

static void blanks_skip(struct reader *reader)
{
    const char *end;
    for (;;)
        if (isspace((unsigned char)*reader->at))
            step(reader);
        else if (*reader->at && is_comment(reader, &end))
            while (reader->at < end)
                step(reader);
        else
            return;
}

static uint64_t word_read(struct reader *reader)
{
    size_t length = 0;
    uint64_t hash = hash_start;
    const char *word = reader->at;
    while (is_word(word[length]))
        hash = hash_add(hash, (unsigned char)word[length++]);
    reader->at += length;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strncmp(keywords[i], word, length) == 0 && !keywords[i][length])
            return hash;
    return TOKEN_NAME;
}

static uint64_t literal_read(struct reader *reader)
{
    char quote = *reader->at;
    step(reader);
    while (*reader->at && *reader->at != quote && *reader->at != '\n') {
        if (reader->at[0] == '\\' && reader->at[1])
            step(reader);
        step(reader);
    }
    if (*reader->at == quote)
        step(reader);
    return TOKEN_STRING;
}

/* The next token, or TOKEN_END. */
static uint64_t token_read(struct reader *reader)
{
    char c = *reader->at;
    reader->begun = true;
    if (!c)
        return TOKEN_END;
    if (c == '"' || c == '\'')
        return literal_read(reader);
    if (isdigit((unsigned char)c)) {
        while (is_word(*reader->at) || *reader->at == '.')
            reader->at++;
        return TOKEN_NUMBER;
    }
    if (is_word(c))
        return word_read(reader);
    reader->at++;
    return (unsigned char)c;
}

/* The last tokens that were read, and their hashes. */
struct window {
    uint64_t token[PRINT_TOKENS];
    unsigned line[PRINT_TOKENS];
    size_t tokens; /* that were read so far */
    struct print run[PRINT_WINDOW];
    size_t runs; /* likewise */
    size_t kept; /* which run was kept last, from 1 on */
};

static int print_keep(struct prints *prints, const struct print *print)
{
    struct print *grown =
        grow(prints->print, prints->count, &prints->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    prints->print = grown;
    prints->print[prints->count++] = *print;
    return 0;
}

/* Keeps the smallest of the last runs, of equal ones the last, unless it was
 * kept before. */
static int window_keep(struct window *window, size_t width,
                       struct prints *prints)
{
    size_t least = window->runs;
    for (size_t i = 1; i < width && i < window->runs; i++) {
        size_t other = window->runs - i;
        if (window->run[(other - 1) % width].hash <
            window->run[(least - 1) % width].hash)
            least = other;
    }
    if (least == window->kept)
        return 0;
    window->kept = least;
    return print_keep(prints, &window->run[(least - 1) % width]);
}

/* Takes the run that ends with the last token. */
static int window_run(struct window *window, size_t width,
                      struct prints *prints)
{
    uint64_t hash = hash_start;
    for (size_t i = window->tokens; i < window->tokens + PRINT_TOKENS; i++)
        hash = hash_add(hash, window->token[i % PRINT_TOKENS]);
    window->run[window->runs++ % width] =
        (struct print){.hash = hash_end(hash),
                       .from = window->line[window->tokens % PRINT_TOKENS],
                       .to = window->line[(window->tokens - 1) % PRINT_TOKENS]};
    return window->runs < width ? 0 : window_keep(window, width, prints);
}

int prints_add(const char *text, size_t width, struct prints *prints)
{
    struct reader reader = {.at = text, .line = 1};
    struct window window = {.tokens = 0};
    uint64_t shape = hash_start;
    int error = 0;
    while (!error) {
        blanks_skip(&reader);
        unsigned line = reader.line;
        uint64_t token = token_read(&reader);
        if (token == TOKEN_END)
            break;
        shape = hash_add(shape, token);
        window.token[window.tokens % PRINT_TOKENS] = token;
        window.line[window.tokens++ % PRINT_TOKENS] = line;
        if (window.tokens >= PRINT_TOKENS)
            error = window_run(&window, width, prints);
    }
    if (!error && window.runs > 0 && window.runs < width)
        error = window_keep(&window, width, prints);
    prints->shape = hash_end(shape);
    return error;
}

static int by_hash(const void *a, const void *b)
{
    const struct print *left = a, *right = b;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

void prints_sort(struct prints *prints)
{
    size_t kept = 0;
    if (prints->count > 0)
        qsort(prints->print, prints->count, sizeof *prints->print, by_hash);
    for (size_t i = 0; i < prints->count; i++)
        if (kept == 0 || prints->print[kept - 1].hash != prints->print[i].hash)
            prints->print[kept++] = prints->print[i];
    prints->count = kept;
}

bool prints_have(const struct prints *prints, uint64_t hash)
{
    const struct print key = {.hash = hash};
    return prints->count > 0 && bsearch(&key, prints->print, prints->count,
                                        sizeof key, by_hash) != NULL;
}

void prints_remove(struct prints *prints, const struct prints *given)
{
    size_t kept = 0;
    for (size_t i = 0; i < prints->count; i++)
        if (!prints_have(given, prints->print[i].hash))
            prints->print[kept++] = prints->print[i];
    prints->count = kept;
}

static size_t lines_of(const char *text)
{
    size_t lines = 1;
    for (; (text = strchr(text, '\n')); text++)
        lines++;
    return lines;
}

int prints_mark(const char *text, const char *other, const struct prints *given,
                bool **lines, size_t *count)
{
    struct prints ours = {.count = 0}, theirs = {.count = 0};
    *count = lines_of(text);
    *lines = calloc(*count + 1, sizeof **lines);
    int error = *lines ? prints_add(text, 1, &ours) : ENOMEM;
    if (!error)
        error = prints_add(other, 1, &theirs);
    prints_sort(&theirs);
    for (size_t i = 0; !error && i < ours.count; i++) {
        const struct print *print = &ours.print[i];
        if (prints_have(given, print->hash) ||
            !prints_have(&theirs, print->hash))
            continue;
        for (size_t line = print->from; line <= print->to; line++)
            (*lines)[line - 1] = true;
    }
    free(ours.print);
    free(theirs.print);
    return error;
}
