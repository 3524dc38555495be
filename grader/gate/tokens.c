/*
 * Reads tokens (see tokens.h).
 *
 * Lines `# NUMBER "FILE" FLAGS` say where the next line comes from. Only the
 * preprocessor can have written them: directives_check() refuses a source that
 * has any.
 */
#include "gate/tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void tokens_begin(struct tokens *tokens, const char *text, const char *source)
{
    *tokens = (struct tokens){.next = text, .source = source, .line = 1};
}

bool token_is(const struct token *token, const char *text)
{
    return strlen(text) == token->length &&
           memcmp(text, token->text, token->length) == 0;
}

static void marker_read(struct tokens *tokens, const char *number)
{
    char *end;
    tokens->line = (unsigned)strtoul(number, &end, 10);
    const char *file = strchr(end, '"');
    size_t length = strlen(tokens->source);
    tokens->in_source = file &&
                        strncmp(file + 1, tokens->source, length) == 0 &&
                        file[1 + length] == '"';
}

/* What stands at the beginning of a line; true if it is a token. */
static bool line_begin(struct tokens *tokens, struct token *token)
{
    static const char pragma[] = "#pragma";
    const char *line = tokens->next;
    size_t length = strcspn(line, "\n");
    tokens->next += length + (line[length] == '\n');
    if (strncmp(line, pragma, strlen(pragma)) == 0) {
        *token = (struct token){TOKEN_PRAGMA, line + strlen(pragma),
                                length - strlen(pragma), tokens->in_source,
                                tokens->line};
        tokens->line++;
        return true;
    }
    marker_read(tokens, line + 1);
    return false;
}

static size_t literal_length(const char *text)
{
    char quote = *text;
    size_t length = 1;
    while (text[length] && text[length] != quote && text[length] != '\n')
        length += text[length] == '\\' && text[length + 1] ? 2 : 1;
    return length + (text[length] == quote);
}

static size_t name_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_' ||
           text[length] == '$' || (unsigned char)text[length] >= 0x80)
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
    bool fresh = tokens->next[0] == '#';
    for (;;) {
        if (fresh && *tokens->next == '#') {
            if (line_begin(tokens, token))
                return true;
            continue;
        }
        if (*tokens->next == '\0')
            return false;
        fresh = *tokens->next == '\n';
        tokens->line += fresh;
        if (!isspace((unsigned char)*tokens->next))
            break;
        tokens->next++;
    }
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
