/* SHA-256 by libcrypto (see digest.h). */
#include "base/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct digest {
    EVP_MD_CTX *context;
};

struct digest *digest_begin(void)
{
    struct digest *digest = malloc(sizeof *digest);
    if (!digest)
        return NULL;
    digest->context = EVP_MD_CTX_new();
    if (!digest->context ||
        !EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL)) {
        EVP_MD_CTX_free(digest->context);
        free(digest);
        return NULL;
    }
    return digest;
}

void digest_add(struct digest *digest, const void *data, size_t size)
{
    EVP_DigestUpdate(digest->context, data, size);
}

static void length_add(struct digest *digest, uint64_t length)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(length >> (8 * i));
    digest_add(digest, bytes, sizeof bytes);
}

void digest_add_text(struct digest *digest, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    length_add(digest, length);
    digest_add(digest, text ? text : "", length);
}

int digest_add_file(struct digest *digest, const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return errno;
    struct stat status;
    int error = fstat(fileno(file), &status) ? errno : 0;
    size_t length = error ? 0 : (size_t)status.st_size;
    char *data = error ? NULL : malloc(length + 1);
    if (!error && !data)
        error = ENOMEM;
    if (!error && fread(data, 1, length, file) != length)
        error = EIO;
    if (!error) {
        length_add(digest, length);
        digest_add(digest, data, length);
    }
    free(data);
    fclose(file);
    return error;
}

void digest_end(struct digest *digest, char hex[DIGEST_HEX])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(digest->context, bytes, &length);
    for (unsigned i = 0; i < length; i++)
        sprintf(hex + 2 * (size_t)i, "%02x", bytes[i]);
    EVP_MD_CTX_free(digest->context);
    free(digest);
}

int digest_of(const void *data, size_t size, char hex[DIGEST_HEX])
{
    struct digest *digest = digest_begin();
    if (!digest)
        return ENOMEM;
    digest_add(digest, data, size);
    digest_end(digest, hex);
    return 0;
}
