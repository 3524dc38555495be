/* Stacks of a running process, through libdw's process access. */
#include "judge/symbols/stacks.h"

#include <elfutils/libdwfl.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FRAMES = 8 };

struct walk {
    Dwfl *dwfl;
    pid_t pid;
    json_t *stands;
    pid_t tid;
    unsigned frames;
};

/* The file of a probe in a sandbox; NULL outside. libdwfl's callback has no
 * other way to know. */
static const char *boxed_program;

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Paths in a sandbox are not those outside: only the libraries' are the same,
 * and nothing else that the process names is opened. */
static int elf_find(Dwfl_Module *module, void **data, const char *name,
                    Dwarf_Addr base, char **path, Elf **elf)
{
    if (!boxed_program || begins(name, "/lib") || begins(name, "/usr/lib"))
        return dwfl_linux_proc_find_elf(module, data, name, base, path, elf);
    if (!begins(name, "/probe/"))
        return -1;
    int fd = open(boxed_program, O_RDONLY | O_CLOEXEC);
    *path = fd < 0 ? NULL : strdup(boxed_program);
    return fd;
}

/* The thread's number in its own namespace. */
static int tid_inside(pid_t pid, pid_t tid)
{
    char path[64], line[256];
    int inside = tid;
    snprintf(path, sizeof path, "/proc/%d/task/%d/status", (int)pid, (int)tid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        const char *last = begins(line, "NSpid:") ? strrchr(line, '\t') : NULL;
        if (last)
            inside = (int)strtol(last, NULL, 10);
    }
    if (file)
        fclose(file);
    return inside;
}

static bool in_program(Dwfl *dwfl, Dwarf_Addr pc)
{
    Dwfl_Module *module = dwfl_addrmodule(dwfl, pc);
    GElf_Addr bias;
    Elf *elf = module ? dwfl_module_getelf(module, &bias) : NULL;
    GElf_Ehdr header;
    return elf && gelf_getehdr(elf, &header) && header.e_type == ET_EXEC;
}

static int frame_visit(Dwfl_Frame *frame, void *context)
{
    struct walk *walk = context;
    Dwarf_Addr pc;
    bool activation;
    if (!dwfl_frame_pc(frame, &pc, &activation))
        return DWARF_CB_ABORT;
    if (in_program(walk->dwfl, pc)) {
        char text[32];
        /* The judge looks up the byte before: so also for a running one. */
        snprintf(text, sizeof text, "0x%" PRIx64, pc + (activation ? 1 : 0));
        json_array_append_new(walk->stands,
                              json_pack("{s:s, s:i, s:s}", "t", "stands", "tid",
                                        (int)walk->tid, "at", text));
        walk->frames++;
    }
    return walk->frames < MOST_FRAMES ? DWARF_CB_OK : DWARF_CB_ABORT;
}

static int thread_visit(Dwfl_Thread *thread, void *context)
{
    struct walk *walk = context;
    walk->tid = tid_inside(walk->pid, dwfl_thread_tid(thread));
    walk->frames = 0;
    dwfl_thread_getframes(thread, frame_visit, walk);
    return DWARF_CB_OK;
}

void stacks_read(pid_t pid, const char *program, json_t *stands)
{
    static const Dwfl_Callbacks callbacks = {
        .find_elf = elf_find,
        .find_debuginfo = dwfl_standard_find_debuginfo,
    };
    struct walk walk = {
        .dwfl = dwfl_begin(&callbacks), .pid = pid, .stands = stands};
    boxed_program = program;
    if (!walk.dwfl)
        return;
    if (dwfl_linux_proc_report(walk.dwfl, pid) == 0 &&
        dwfl_report_end(walk.dwfl, NULL, NULL) == 0 &&
        dwfl_linux_proc_attach(walk.dwfl, pid, false) >= 0)
        dwfl_getthreads(walk.dwfl, thread_visit, &walk);
    dwfl_end(walk.dwfl);
}
