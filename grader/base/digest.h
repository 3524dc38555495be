/**
 * @file digest.h
 * @brief SHA-256 (FIPS 180-4, by libcrypto): names for contents.
 */
#ifndef LOCKSTEP_DIGEST_H
#define LOCKSTEP_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 65 /**< 64 hexadecimal digits and a null byte */ };

struct digest;

/** @brief Begins a digest. @return NULL if memory runs out; end it with
 *  digest_end(). One thread at a time may use it. */
struct digest *digest_begin(void);

/** @brief Adds bytes. */
void digest_add(struct digest *digest, const void *data, size_t size);

/** @brief Adds a text with its length before it, so that the border between
 *  two texts counts: ("ab", "c") and ("a", "bc") differ. NULL counts as "". */
void digest_add_text(struct digest *digest, const char *text);

/** @brief Adds the contents of a file, with their length before them.
 *  @return 0 or an errno value; then nothing was added. */
int digest_add_file(struct digest *digest, const char *path);

/** @brief Ends and frees it.
 *  @param hex Set to the digest. */
void digest_end(struct digest *digest, char hex[DIGEST_HEX]);

/** @brief The digest of some bytes.
 *  @return 0 or ENOMEM. */
int digest_of(const void *data, size_t size, char hex[DIGEST_HEX]);

#endif
