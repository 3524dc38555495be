/* Which records of a run on a cluster have come (see cluster.h). */
#include "batch/work/cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/store.h"
#include "base/text.h"

enum { LINE_ROOM = 300 };

static struct stamp stamp_of(const char *path)
{
    struct stat status;
    if (!path || stat(path, &status) != 0)
        return (struct stamp){.file = 0};
    return (struct stamp){status.st_ino, status.st_mtim};
}

static bool stamps_differ(const struct stamp *left, const struct stamp *right)
{
    return left->file != right->file ||
           left->written.tv_sec != right->written.tv_sec ||
           left->written.tv_nsec != right->written.tv_nsec;
}

void cluster_gather(struct cluster *cluster)
{
    cluster->asked_count = 0;
    for (size_t i = 0; i < cluster->tasks->count; i++) {
        const struct task *task = &cluster->tasks->task[i];
        if (task->done)
            continue;
        char *path = task_record(task, cluster->execution.out);
        cluster->asked[cluster->asked_count++] = i;
        cluster->stamp[i] = stamp_of(path);
        free(path);
    }
}

/* Is there a new record? If so, the task is done, whatever it says. */
static void record_look(struct cluster *cluster, size_t index)
{
    struct task *task = &cluster->tasks->task[index];
    struct record_brief brief;
    char *path = task_record(task, cluster->execution.out);
    struct stamp stamp = stamp_of(path);
    if (stamp.file && stamps_differ(&stamp, &cluster->stamp[index]) &&
        record_brief(path, &brief) == 0) {
        task->done = true;
        memcpy(task->verdict, brief.verdict, VERDICT_SIZE);
        log_line(cluster->execution.log, "graded %s %s %s %ld/%ld",
                 task->lesson, task->key, brief.verdict, brief.points,
                 brief.max_points);
        progress_task(cluster->progress, task, &brief);
    }
    free(path);
}

size_t cluster_look(struct cluster *cluster)
{
    size_t missing = 0;
    for (size_t i = 0; i < cluster->asked_count; i++) {
        const struct task *task = &cluster->tasks->task[cluster->asked[i]];
        if (!task->done)
            record_look(cluster, cluster->asked[i]);
        missing += !task->done;
    }
    return missing;
}

/* The last line that an element left, into @p line. */
static void last_words(const char *path, char line[LINE_ROOM])
{
    char text[LINE_ROOM];
    FILE *file = fopen(path, "re");
    strcpy(line, "it left no word");
    while (file && fgets(text, sizeof text, file)) {
        text[strcspn(text, "\n")] = '\0';
        if (text[0] && strncmp(text, "status ", 7) != 0)
            strcpy(line, text);
    }
    if (file)
        fclose(file);
}

void cluster_missing(struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->asked_count; i++) {
        const struct task *task = &cluster->tasks->task[cluster->asked[i]];
        char line[LINE_ROOM];
        if (task->done)
            continue;
        char *path =
            text_print("%s/log/%zu.txt", cluster->folder, i / cluster->chunk);
        if (path)
            last_words(path, line);
        char *reason =
            text_print("%s (%s)", path ? line : "no memory", path ? path : "");
        progress_failed(cluster->progress, task, reason ? reason : "");
        free(reason);
        free(path);
    }
}
