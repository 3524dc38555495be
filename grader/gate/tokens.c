/*
 * Reads tokens (see tokens.h).
 *
 * Lines `# NUMBER "FILE" FLAGS` say where the next line comes from. Only the
 * preprocessor should have written them: directives_check() refuses a source
 * that has any. One that got past it hides nothing, since a header begins only
 * where the source includes one.
 */
#include "gate/tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void tokens_begin(struct tokens *tokens, const char *text, const char *source,
                  struct inclusions *inclusions)
{
    *tokens = (struct tokens){.next = text,
                              .source = source,
                              .inclusions = inclusions,
                              .fresh = true,
                              .in_source = true,
                              .line = 1};
}

bool token_is(const struct token *token, const char *text)
{
    return strlen(text) == token->length &&
           memcmp(text, token->text, token->length) == 0;
}

/* A character of a name in quotes: some bytes are written as \\, \" or \303. */
static char name_byte(const char **at)
{
    const char *text = *at;
    if (*text != '\\') {
        *at = text + 1;
        return *text;
    }
    unsigned value = 0;
    size_t digits = strspn(text + 1, "01234567");
    if (digits == 0) {
        *at = text + (text[1] ? 2 : 1);
        return text[1] == 'n' ? '\n' : text[1] == 't' ? '\t' : text[1];
    }
    for (size_t i = 1; i <= digits && i <= 3; i++)
        value = 8 * value + (unsigned)(text[i] - '0');
    *at = text + 1 + (digits < 3 ? digits : 3);
    return (char)value;
}

unsigned marker_read(const char *line, char **name)
{
    char *end;
    *name = NULL;
    if (strncmp(line, "# ", 2) != 0 || !isdigit((unsigned char)line[2]))
        return 0;
    unsigned number = (unsigned)strtoul(line + 2, &end, 10);
    if (strncmp(end, " \"", 2) != 0)
        return 0;
    size_t length = 0;
    *name = calloc(strcspn(end, "\n") + 1, 1);
    if (!*name)
        abort();
    for (const char *at = end + 2; *at && *at != '"' && *at != '\n';)
        (*name)[length++] = name_byte(&at);
    return number;
}

bool marker_enters(const char *line)
{
    const char *end = line + strcspn(line, "\n");
    while (end > line && *end != '"')
        end--;
    return strncmp(end, "\" 1", 3) == 0 && !isdigit((unsigned char)end[3]);
}

static bool marker_take(struct tokens *tokens, const char *line)
{
    char *name;
    unsigned number = marker_read(line, &name);
    if (!name)
        return false;
    bool home = strcmp(name, tokens->source) == 0;
    if (home)
        tokens->in_source = true;
    else if (tokens->at_home && marker_enters(line) &&
             inclusion_enter(tokens->inclusions, tokens->line))
        tokens->in_source = false;
    tokens->at_home = home;
    tokens->line = number;
    free(name);
    return true;
}

/* What a line with a `#` at its beginning is; true if it is a token: a pragma,
 * or the `#` alone, if no preprocessor writes such a line. */
static bool line_begin(struct tokens *tokens, struct token *token)
{
    static const char pragma[] = "#pragma";
    const char *line = tokens->next;
    size_t length = strcspn(line, "\n");
    bool marker = marker_take(tokens, line);
    if (!marker && strncmp(line, pragma, strlen(pragma)) != 0) {
        *token = (struct token){TOKEN_OTHER, line, 1, tokens->in_source,
                                tokens->line};
        tokens->fresh = false;
        tokens->next++;
        return true;
    }
    tokens->next += length + (line[length] == '\n');
    if (marker)
        return false;
    *token = (struct token){TOKEN_PRAGMA, line + strlen(pragma),
                            length - strlen(pragma), tokens->in_source,
                            tokens->line};
    tokens->line++;
    return true;
}

static size_t literal_length(const char *text)
{
    char quote = *text;
    size_t length = 1;
    while (text[length] && text[length] != quote && text[length] != '\n')
        length += text[length] == '\\' && text[length + 1] ? 2 : 1;
    return length + (text[length] == quote);
}

/* Blanks of other scripts separate tokens for clang: the length of the one that
 * begins a text, or 0. */
static size_t blank_length(const char *text)
{
    static const char *const blanks[] = {
        "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE1\xA0\x8E",
        "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
        "\xE3\x80\x80", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
        if (strncmp(text, blanks[i], strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    bool quad = strncmp(text, "\xE2\x80", 2) == 0 &&
                (unsigned char)text[2] >= 0x80 &&
                (unsigned char)text[2] <= 0x8A;
    return quad ? 3 : 0;
}

static size_t name_length(const char *text)
{
    size_t length = 0;
    while (
        isalnum((unsigned char)text[length]) || text[length] == '_' ||
        text[length] == '$' ||
        ((unsigned char)text[length] >= 0x80 && !blank_length(text + length)))
        length++;
    return length;
}

/* The brackets' other spellings (C11, 6.4.6), or NULL. */
static const char *digraph(const char *text)
{
    return strncmp(text, "<:", 2) == 0   ? "["
           : strncmp(text, ":>", 2) == 0 ? "]"
                                         : NULL;
}

bool tokens_next(struct tokens *tokens, struct token *token)
{
    for (;;) {
        if (tokens->fresh && *tokens->next == '#') {
            if (line_begin(tokens, token))
                return true;
            continue;
        }
        size_t blank = isspace((unsigned char)*tokens->next)
                           ? 1
                           : blank_length(tokens->next);
        tokens->fresh = *tokens->next == '\n';
        tokens->line += tokens->fresh;
        if (blank == 0)
            break;
        tokens->next += blank;
    }
    if (*tokens->next == '\0')
        return false;
    const char *text = tokens->next;
    size_t length = 1;
    enum token_kind kind = TOKEN_OTHER;
    if (*text == '"' || *text == '\'') {
        kind = TOKEN_LITERAL;
        length = literal_length(text);
    } else if (name_length(text) > 0) {
        kind = isdigit((unsigned char)*text) ? TOKEN_OTHER : TOKEN_NAME;
        length = name_length(text);
    }
    const char *bracket = kind == TOKEN_OTHER ? digraph(text) : NULL;
    *token = (struct token){kind, bracket ? bracket : text, length,
                            tokens->in_source, tokens->line};
    tokens->next = text + length + (bracket != NULL);
    return true;
}
