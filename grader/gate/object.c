/* Checks an object file (see object.h). */
#include "gate/object.h"

#include "gate/rules.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_BROKEN = 2 };

/* Sections that compiled C has, whatever it says; `.init_array` holds the one
 * constructor that ThreadSanitizer puts into every object. */
static const char *const usual[] = {
    "",        ".text*",       ".data*",       ".bss*",    ".rodata*",
    ".tdata*", ".tbss*",       ".rela*",       ".debug_*", ".comment",
    ".note*",  ".eh_frame",    ".symtab",      ".strtab",  ".shstrtab",
    ".group",  ".init_array*", ".llvm_addrsig"};

struct object {
    int fd;
    Elf *elf;
    size_t strings; /* the section of section names */
};

static _Noreturn void broken(const char *path, const char *why)
{
    fprintf(stderr, "gate: %s: %s\n", path, why);
    exit(EXIT_BROKEN);
}

static struct object object_open(const char *path)
{
    struct object object = {.fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (object.fd < 0)
        broken(path, strerror(errno));
    elf_version(EV_CURRENT);
    object.elf = elf_begin(object.fd, ELF_C_READ, NULL);
    if (!object.elf || elf_kind(object.elf) != ELF_K_ELF ||
        elf_getshdrstrndx(object.elf, &object.strings))
        broken(path, "not an object file");
    return object;
}

static void object_close(struct object *object)
{
    elf_end(object->elf);
    close(object->fd);
}

/* Calls visit for each symbol of the table. */
static void symbols_each(struct object *object,
                         void (*visit)(const GElf_Sym *symbol, const char *name,
                                       void *context),
                         void *context)
{
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while ((section = elf_nextscn(object->elf, section))) {
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB)
            continue;
        Elf_Data *data = elf_getdata(section, NULL);
        size_t count = header.sh_size / header.sh_entsize;
        for (size_t i = 1; data && i < count; i++) {
            GElf_Sym symbol;
            const char *name =
                gelf_getsym(data, (int)i, &symbol)
                    ? elf_strptr(object->elf, header.sh_link, symbol.st_name)
                    : NULL;
            if (name && *name)
                visit(&symbol, name, context);
        }
    }
}

struct symbol_context {
    const struct object_rules *rules;
    struct refusals *refusals;
};

static unsigned line_of(const struct object_rules *rules, const char *name)
{
    size_t i = words_find(rules->names, name, strlen(name));
    return i < rules->names->count ? rules->names->line[i] : 0;
}

static void symbol_check(const GElf_Sym *symbol, const char *name,
                         void *context)
{
    struct symbol_context *with = context;
    const struct object_rules *rules = with->rules;
    if (symbol->st_shndx != SHN_UNDEF ||
        words_have(rules->given, name, strlen(name)))
        return;
    if (symbol_is_reserved(name) && line_of(rules, name) > 0)
        return; /* refused for its text already */
    if (words_match(rules->allowed, name))
        return;
    if (words_match(rules->tamper, name))
        refuse(with->refusals, SEVERITY_INTEGRITY, line_of(rules, name),
               "%s reaches past what is graded", name);
    else
        refuse(with->refusals, SEVERITY_BUILD, line_of(rules, name),
               "no lesson needs %s, and its effects can't be judged", name);
}

static void sections_check(struct object *object, struct refusals *refusals)
{
    struct words names = {.word = (char **)usual,
                          .count = sizeof usual / sizeof usual[0]};
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while ((section = elf_nextscn(object->elf, section))) {
        const char *name =
            gelf_getshdr(section, &header)
                ? elf_strptr(object->elf, object->strings, header.sh_name)
                : NULL;
        if (!name || !words_match(&names, name))
            refuse(refusals, SEVERITY_INTEGRITY, 0,
                   "compiled, it has a section %s", name ? name : "(unnamed)");
        else if (strcmp(name, ".note.GNU-stack") == 0 &&
                 header.sh_flags & SHF_EXECINSTR)
            refuse(refusals, SEVERITY_BUILD, 0,
                   "compiled, it needs a stack that runs as code: define each "
                   "function outside of all others");
        else if (strncmp(name, ".init_array", 11) == 0 &&
                 header.sh_size > sizeof(void *))
            refuse(refusals, SEVERITY_INTEGRITY, 0,
                   "compiled, it runs code before main()");
    }
}

void object_check(const char *path, const struct object_rules *rules,
                  struct refusals *refusals)
{
    struct object object = object_open(path);
    struct symbol_context context = {rules, refusals};
    symbols_each(&object, symbol_check, &context);
    sections_check(&object, refusals);
    object_close(&object);
}

/* A variable inside a function may be called `name.1` here. */
static void variable_add(const GElf_Sym *symbol, const char *name,
                         void *context)
{
    if (GELF_ST_TYPE(symbol->st_info) == STT_OBJECT &&
        symbol->st_shndx != SHN_UNDEF)
        words_add(context, name, strcspn(name, "."));
}

void object_variables(const char *path, struct words *names)
{
    struct object object = object_open(path);
    symbols_each(&object, variable_add, names);
    object_close(&object);
}

static void defined_add(const GElf_Sym *symbol, const char *name, void *context)
{
    if (symbol->st_shndx != SHN_UNDEF &&
        GELF_ST_BIND(symbol->st_info) != STB_LOCAL)
        words_add(context, name, strlen(name));
}

void object_defined(const char *path, struct words *names)
{
    struct object object = object_open(path);
    symbols_each(&object, defined_add, names);
    object_close(&object);
}
