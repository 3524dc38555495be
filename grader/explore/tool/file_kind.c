/* What a file is; see file_kind.h. */
#include "explore/tool/file_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The section that holds the program to explore, or NULL. */
static Elf_Scn *explorable_find(Elf *elf)
{
    size_t names;
    if (elf_getshdrstrndx(elf, &names))
        return NULL;
    for (Elf_Scn *at = NULL; (at = elf_nextscn(elf, at));) {
        GElf_Shdr header;
        const char *name = gelf_getshdr(at, &header)
                               ? elf_strptr(elf, names, header.sh_name)
                               : NULL;
        if (name && strcmp(name, EXPLORABLE_SECTION) == 0)
            return at;
    }
    return NULL;
}

static enum file_kind code_kind(int file)
{
    enum file_kind kind = FILE_LIBRARY;
    GElf_Ehdr header;
    elf_version(EV_CURRENT);
    Elf *elf = elf_begin(file, ELF_C_READ, NULL);
    if (elf && gelf_getehdr(elf, &header)) {
        if (header.e_type == ET_REL)
            kind = FILE_OBJECT;
        else if (explorable_find(elf))
            kind = FILE_EXPLORABLE;
    }
    elf_end(elf);
    return kind;
}

static int whole_write(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
    int error = file < 0 ? errno : 0;
    while (!error && size > 0) {
        ssize_t n = write(file, bytes, size);
        if (n < 0 && errno != EINTR)
            error = errno;
        size -= n > 0 ? (size_t)n : 0;
        bytes += n > 0 ? n : 0;
    }
    if (file >= 0 && close(file) && !error)
        error = errno;
    return error;
}

int explorable_take(const char *path, const char *to)
{
    int error = ENOEXEC, file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    elf_version(EV_CURRENT);
    Elf *elf = elf_begin(file, ELF_C_READ, NULL);
    Elf_Scn *section = elf ? explorable_find(elf) : NULL;
    Elf_Data *data = section ? elf_rawdata(section, NULL) : NULL;
    if (data)
        error = whole_write(to, data->d_buf, data->d_size);
    elf_end(elf);
    close(file);
    return error;
}

enum file_kind file_kind(const char *path)
{
    char begin[8] = "";
    struct stat about;
    enum file_kind kind = FILE_TEXT;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) || !S_ISREG(about.st_mode))
        kind = FILE_MISSING;
    else if (pread(file, begin, sizeof begin, 0) < 2)
        kind = FILE_TEXT;
    else if (memcmp(begin, "\177ELF", 4) == 0)
        kind = code_kind(file);
    else if (memcmp(begin, "!<arch>", 7) == 0 ||
             memcmp(begin, "!<thin>", 7) == 0)
        kind = FILE_ARCHIVE;
    else if (memcmp(begin, "#!", 2) == 0)
        kind = FILE_SCRIPT;
    if (file >= 0)
        close(file);
    return kind;
}
