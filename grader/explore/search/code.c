/* Schedule ids; see code.h. */
#include "explore/search/code.h"

#include <string.h>

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { BITS = 5, BYTES_MAX = CODE_MAX * 5 / 8 - 8, CHECKSUM = 2 };

/* The first number: the version in two bits, then a bit for each way in which
 * the limits are not the usual ones. */
enum { VERSION = 1, VERSION_MASK = 3 };
enum { MEMORY = 4, DUE = 8, NO_INTERRUPTS = 16, FAILURES = 32, PATIENT = 64 };
/* Above them, the signal from outside, and three ways more. */
enum {
    OUTSIDE_SHIFT = 7,
    SIGNAL_MASK = 127,
    AWAITS = 1 << 14,
    OLDER = 1 << 15,
    MANY = 1 << 16 /* spurious wakeups and timeouts */
};

/* A list of bytes being written or read. */
struct bytes {
    unsigned char data[BYTES_MAX + 8];
    size_t count;
    size_t next;
    bool overflow;
};

static void number_put(struct bytes *bytes, unsigned long value)
{
    do {
        if (bytes->count >= BYTES_MAX) {
            bytes->overflow = true;
            return;
        }
        unsigned char low = value & 0x7f;
        value >>= 7;
        bytes->data[bytes->count++] = (unsigned char)(low | (value ? 0x80 : 0));
    } while (value);
}

static bool number_get(struct bytes *bytes, unsigned long *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (bytes->next >= bytes->count)
            return false;
        unsigned char byte = bytes->data[bytes->next++];
        *value |= (unsigned long)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

static unsigned long head_of(const struct limits *limits)
{
    unsigned long head = VERSION;
    head |= limits->memory_points ? MEMORY : 0;
    head |= limits->until_due ? DUE : 0;
    head |= limits->interrupts == 0 ? NO_INTERRUPTS : 0;
    head |= limits->failures > 0 ? FAILURES : 0;
    head |= limits->patience > 0 ? PATIENT : 0;
    head |= limits->awaits ? AWAITS : 0;
    head |= limits->older ? OLDER : 0;
    head |= limits->spurious == TWICE ? MANY : 0;
    head |= (unsigned long)limits->outside << OUTSIDE_SHIFT;
    return head;
}

static void head_apply(unsigned long head, struct limits *limits)
{
    limits->memory_points = head & MEMORY;
    limits->until_due = head & DUE;
    limits->interrupts = head & NO_INTERRUPTS ? 0 : INTERRUPTS_MAX;
    limits->failures = head & FAILURES ? 1 : 0;
    limits->patience = head & PATIENT ? PATIENCE : 0;
    limits->awaits = head & AWAITS;
    limits->older = head & OLDER;
    if (head & MANY)
        limits->spurious = limits->timeouts = TWICE;
    limits->outside = head >> OUTSIDE_SHIFT & SIGNAL_MASK;
}

/* CRC-16/CCITT-FALSE. */
static unsigned checksum(const unsigned char *data, size_t count)
{
    unsigned crc = 0xffff;
    for (size_t i = 0; i < count; i++) {
        crc ^= (unsigned)data[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
        crc &= 0xffff;
    }
    return crc;
}

static void text_put(char *out, const struct bytes *bytes)
{
    unsigned pending = 0, bits = 0;
    for (size_t i = 0; i < bytes->count; i++) {
        pending = pending << 8 | bytes->data[i];
        for (bits += 8; bits >= BITS; bits -= BITS)
            *out++ = digits[pending >> (bits - BITS) & 31];
    }
    if (bits > 0)
        *out++ = digits[pending << (BITS - bits) & 31];
    *out = '\0';
}

void code_write(char *out, const struct decision *decisions,
                unsigned long count, const struct limits *limits)
{
    static struct bytes bytes;
    unsigned long run = 0;
    bytes = (struct bytes){.count = 0};
    number_put(&bytes, head_of(limits));
    for (unsigned long i = 0; i < count; i++) {
        if (decisions[i].taken == 0) {
            run++;
            continue;
        }
        number_put(&bytes, run);
        number_put(&bytes, decisions[i].taken);
        run = 0;
    }
    unsigned crc = checksum(bytes.data, bytes.count);
    bytes.data[bytes.count++] = (unsigned char)(crc >> 8);
    bytes.data[bytes.count++] = (unsigned char)crc;
    if (bytes.overflow)
        *out = '\0';
    else
        text_put(out, &bytes);
}

/* The value of a digit as a person may have written it; -1: none. */
static int digit_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool text_get(const char *text, struct bytes *bytes)
{
    unsigned pending = 0, bits = 0;
    bytes->count = bytes->next = 0;
    for (; *text; text++) {
        int value = digit_value(*text);
        if (*text == '-')
            continue;
        if (value < 0 || bytes->count >= BYTES_MAX + CHECKSUM)
            return false;
        pending = pending << BITS | (unsigned)value;
        bits += BITS;
        if (bits >= 8) {
            bits -= 8;
            bytes->data[bytes->count++] = (unsigned char)(pending >> bits);
        }
    }
    /* Where bytes end within a letter, the rest of it is zero. */
    if (bytes->count <= CHECKSUM || bits >= BITS ||
        pending & ((1u << bits) - 1))
        return false;
    bytes->count -= CHECKSUM;
    unsigned crc = checksum(bytes->data, bytes->count);
    return bytes->data[bytes->count] == crc >> 8 &&
           bytes->data[bytes->count + 1] == (crc & 0xff);
}

long code_read(const char *text, struct decision *decisions, unsigned long room,
               struct limits *limits)
{
    static struct bytes bytes;
    unsigned long head, run, taken, count = 0;
    if (!text_get(text, &bytes) || !number_get(&bytes, &head) ||
        (head & VERSION_MASK) != VERSION)
        return -1;
    head_apply(head, limits);
    while (bytes.next < bytes.count) {
        if (!number_get(&bytes, &run) || !number_get(&bytes, &taken) ||
            taken > UINT16_MAX || run >= room - count)
            return -1;
        for (; run > 0; run--)
            decisions[count++] = (struct decision){0, 0};
        decisions[count++] = (struct decision){(uint16_t)taken, 0};
    }
    return (long)count;
}
