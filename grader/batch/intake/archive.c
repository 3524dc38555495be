/*
 * Goes through an archive with libarchive (see walk.h). Nothing is extracted:
 * an entry's name and kind are looked at, and its data are read only where the
 * collection asks for them. What is unpacked is bounded, not what is packed.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/intake/walk.h"

enum { BLOCK = 65536, ENTRIES_MOST = 5000000 };

size_t archive_stem(const char *name)
{
    static const char *const suffixes[] = {
        ".zip",    ".tar",    ".tgz",      ".tar.gz",  ".txz",
        ".tar.xz", ".tzst",   ".tar.zst",  ".tar.bz2", ".tbz2",
        ".tbz",    ".tar.lz", ".tar.lzma", ".7z",      ".rar"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        size_t size = strlen(suffixes[i]);
        if (length > size && strcasecmp(name + length - size, suffixes[i]) == 0)
            return length - size;
    }
    return 0;
}

/* Only what is documented; nothing that calls other programs. A zip is read by
 * its table of contents: without one, an entry may have to be unpacked to see
 * where it ends, whatever its size. */
static int formats_allow(struct archive *archive)
{
    if (archive_read_support_format_zip_seekable(archive) < ARCHIVE_WARN ||
        archive_read_support_format_tar(archive) < ARCHIVE_WARN ||
        archive_read_support_filter_gzip(archive) < ARCHIVE_WARN)
        return EIO;
    (void)archive_read_support_format_7zip(archive);
    (void)archive_read_support_format_rar(archive);
    (void)archive_read_support_format_rar5(archive);
    (void)archive_read_support_filter_bzip2(archive);
    (void)archive_read_support_filter_xz(archive);
    (void)archive_read_support_filter_lzma(archive);
    (void)archive_read_support_filter_lzip(archive);
    (void)archive_read_support_filter_zstd(archive);
    return 0;
}

/*
 * Turns a name in an archive into a path: './' and doubled slashes go, and
 * backslashes become slashes where a zip has nothing else. In place.
 * @return Whether it stays below the archive and names something.
 */
static bool path_clean(char *path)
{
    if (!strchr(path, '/'))
        for (char *at = path; (at = strchr(at, '\\'));)
            *at = '/';
    if (*path == '/' || (path[0] && path[1] == ':' && path[2] == '/'))
        return false;
    char *to = path;
    for (const char *from = path; *from;) {
        size_t length = strcspn(from, "/");
        if (length == 2 && strncmp(from, "..", 2) == 0)
            return false;
        if (length > 0 && !(length == 1 && *from == '.')) {
            if (to > path)
                *to++ = '/';
            memmove(to, from, length);
            to += length;
        }
        from += length;
        from += *from == '/';
    }
    *to = '\0';
    return to > path;
}

static enum entry_kind kind_of(struct archive_entry *entry)
{
    /* A hard link in a tar has no data of its own. */
    if (archive_entry_hardlink(entry))
        return ENTRY_LINK;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case 0:
        return ENTRY_FILE;
    case AE_IFDIR:
        return ENTRY_FOLDER;
    case AE_IFLNK:
        return ENTRY_LINK;
    default:
        return ENTRY_OTHER;
    }
}

/* An archive that is being gone through. */
struct going {
    struct collection *collection;
    const char *path;
    int depth;
    struct archive *archive;
    long long most; /* bytes to unpack */
    long long seen; /* bytes of the entries so far, unpacked */
};

static bool is_zip(struct archive *archive)
{
    return (archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK) ==
           ARCHIVE_FORMAT_ZIP;
}

static void entry_take(const struct going *going, struct archive_entry *from,
                       const char *inner)
{
    char *path =
        text_print("%s%s%s", going->path, *going->path ? "/" : "", inner);
    if (!path) {
        going->collection->error = ENOMEM;
        return;
    }
    struct entry entry = {.path = path,
                          .kind = kind_of(from),
                          .encrypted = archive_entry_is_encrypted(from) != 0,
                          .has_time = archive_entry_mtime_is_set(from) &&
                                      archive_entry_mtime(from) > 0,
                          .time = archive_entry_mtime(from),
                          .depth = going->depth,
                          .folder = -1,
                          .archive = going->archive};
    (void)going->collection->take(going->collection, &entry);
    free(path);
}

static void name_take(const struct going *going, struct archive_entry *from)
{
    const char *raw = archive_entry_pathname(from);
    if (!raw)
        raw = archive_entry_pathname_utf8(from);
    char *name = name_utf8(raw ? raw : "",
                           is_zip(going->archive) ? "CP437" : "WINDOWS-1252");
    if (!name)
        going->collection->error = ENOMEM;
    else if (path_clean(name))
        entry_take(going, from, name);
    else if (strcmp(name, "") != 0)
        collection_remark(going->collection, going->path, "unsafe_path",
                          "The archive has names that lead out of it (an "
                          "absolute path or \"..\"); these were left alone.");
    free(name);
}

/* Whether going on would unpack too much. An entry of a zip is skipped packed;
 * what is compressed as a whole is unpacked to be skipped. */
static bool is_too_much(struct going *going, struct archive_entry *from)
{
    if (archive_file_count(going->archive) > ENTRIES_MOST)
        return true;
    if (is_zip(going->archive) && archive_filter_count(going->archive) == 1)
        return false;
    /* 7z and rar pack entries together: what lies before is unpacked, too. */
    long long size =
        archive_entry_size_is_set(from) ? archive_entry_size(from) : 0;
    long long passed = archive_filter_bytes(going->archive, 0);
    if (going->seen > passed)
        passed = going->seen;
    going->seen += size > 0 ? size : 0;
    return size > going->most || passed + size > going->most;
}

static void entries_walk(struct going *going)
{
    struct archive_entry *from;
    for (;;) {
        int got = archive_read_next_header(going->archive, &from);
        if (got == ARCHIVE_EOF || going->collection->error)
            return;
        if (got == ARCHIVE_RETRY)
            continue;
        if (got < ARCHIVE_WARN) {
            collection_remark(going->collection, going->path, "damaged",
                              "The archive is damaged or of a kind that is not "
                              "read here; what could be read was taken.");
            return;
        }
        if (is_too_much(going, from)) {
            collection_remark(going->collection, going->path, "too_big",
                              "The archive unpacks to more than is accepted; "
                              "the rest was left alone.");
            return;
        }
        name_take(going, from);
    }
}

static int archive_begin(struct archive *archive,
                         const struct archive_bytes *bytes)
{
    int error = formats_allow(archive);
    if (error)
        return error;
    int got = bytes->fd >= 0
                  ? archive_read_open_fd(archive, bytes->fd, BLOCK)
                  : archive_read_open_memory(archive, bytes->data, bytes->size);
    return got < ARCHIVE_WARN ? EILSEQ : 0;
}

int archive_walk(const struct archive_bytes *bytes, const char *path, int depth,
                 struct collection *collection)
{
    struct archive *archive = archive_read_new();
    /* libarchive converts names to the locale's charset. */
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = locale ? uselocale(locale) : (locale_t)0;
    int error = archive ? archive_begin(archive, bytes) : ENOMEM;
    if (!error) {
        struct going going = {.collection = collection,
                              .path = path,
                              .depth = depth,
                              .archive = archive,
                              .most = bytes->most};
        entries_walk(&going);
        error = collection->error;
    }
    if (before)
        uselocale(before);
    if (locale)
        freelocale(locale);
    archive_read_free(archive);
    return error;
}
