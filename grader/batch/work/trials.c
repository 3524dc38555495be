/* The instructor's own trials (see trials.h). */
#include "batch/work/trials.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"

/* Runs the script that compiles; 0, or EINVAL if it does not compile. */
static int script_run(const char *compiler, const char *lesson,
                      const char *file, const char *folder)
{
    pid_t child = fork();
    if (child < 0)
        return errno;
    if (child == 0) {
        if (setenv("CC", compiler, 1) == 0 && dup2(2, 1) == 1)
            execl("/bin/sh", "sh", "grader/trials.sh", lesson, file, folder,
                  (char *)NULL);
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return errno;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 1 ? EINVAL : EIO;
}

/* Makes it beside its place and moves it there: whoever comes second finds the
 * place taken, by the same grader. */
static int grader_make(const char *lesson, const struct task_rules *rules,
                       const char *folder)
{
    char *file = text_print("%s/%s.c", rules->trials, lesson);
    char *fresh = text_print("%s.XXXXXX", folder);
    int error = file && fresh ? store_folder("build/trials") : ENOMEM;
    if (!error && !mkdtemp(fresh))
        error = errno;
    if (error)
        goto out_free;
    error = script_run(rules->compiler, lesson, file, fresh);
    if (!error && rename(fresh, folder) && errno != EEXIST &&
        errno != ENOTEMPTY)
        error = errno;
    store_remove(fresh);
out_free:
    if (error)
        fprintf(stderr, "grade: %s/%s.c is of no use: %s\n", rules->trials,
                lesson, error == EINVAL ? "see above" : strerror(error));
    free(file);
    free(fresh);
    return error;
}

int trials_build(const char *lesson, const struct task_rules *rules,
                 const struct key_base *base, char **folder)
{
    *folder = NULL;
    if (!base->trials[0])
        return 0;
    char *path = text_print("build/trials/%s", base->trials);
    char *judge = text_print("build/trials/%s/judge/%s", base->trials, lesson);
    int error = path && judge ? 0 : ENOMEM;
    if (!error && !store_has(judge))
        error = grader_make(lesson, rules, path);
    free(judge);
    if (error)
        free(path);
    else
        *folder = path;
    return error;
}

int trials_check(const char *trials)
{
    struct dirent **entries = NULL;
    int count = scandir(trials, &entries, NULL, alphasort);
    int error = count < 0 ? errno : 0;
    if (error)
        fprintf(stderr, "grade: %s: %s\n", trials, strerror(error));
    size_t found = 0;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        size_t length = strlen(name);
        bool source = length > 2 && strcmp(name + length - 2, ".c") == 0;
        char *grader = text_print("grader/lessons/%.*s/trials.c",
                                  source ? (int)length - 2 : 0, name);
        if (source && (!grader || !store_has(grader))) {
            fprintf(stderr,
                    "grade: %s/%s is for no lesson: its name should be that "
                    "of a\nfolder in lessons/, as in 01_lock.c.\n",
                    trials, name);
            error = EINVAL;
        }
        found += source;
        free(grader);
        free(entries[i]);
    }
    free(entries);
    if (!error && found == 0) {
        fprintf(stderr,
                "grade: %s holds no trials, which would be files like "
                "01_lock.c.\n",
                trials);
        error = EINVAL;
    }
    return error;
}
