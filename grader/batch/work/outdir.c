/*
 * The folder that a class is graded into (see outdir.h).
 *
 * Work is not done in OUT, which may be far away and have a name that no
 * linker can read, but in a folder whose name is made from OUT's: so whoever
 * holds OUT knows what to clean up.
 */
#include "batch/work/outdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/store.h"
#include "base/text.h"

enum {
    WAIT_LIVING = 2,  /* seconds: its run lives and may be about to end */
    WAIT_KILLED = 30, /* its run is gone; what it left cleans up */
    REMOVE_TRIES = 400,
    MAKE_TRIES = 10,
    SHORT = 16,
    OUT_ROOM = 50, /* MiB */
    WORK_ROOM = 300,
};

static const struct timespec pause_between = {.tv_nsec = 50000000};

static int room_check(const char *path, unsigned long long least)
{
    struct statvfs found;
    if (statvfs(path, &found))
        return errno;
    unsigned long long room =
        (unsigned long long)found.f_bavail * found.f_frsize >> 20;
    if (room >= least && (found.f_files == 0 || found.f_favail > 1000))
        return 0;
    fprintf(stderr,
            "grade: the disk of %s is full: %llu MiB are left, and "
            "grading takes %llu\n",
            path, room, least);
    return ENOSPC;
}

/* Removes unfinished files in a folder and `depth` levels below it. */
static void unfinished_remove(const char *folder, unsigned depth)
{
    DIR *entries = opendir(folder);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        char *path = text_print("%s/%s", folder, entry->d_name);
        struct stat found;
        if (path && entry->d_name[0] != '.' && lstat(path, &found) == 0) {
            if (S_ISREG(found.st_mode) && store_is_unfinished(entry->d_name))
                unlink(path);
            if (S_ISDIR(found.st_mode) && depth > 0)
                unfinished_remove(path, depth - 1);
        }
        free(path);
    }
    closedir(entries);
}

static void lock_refuse(const char *out, long holder, bool alive)
{
    fprintf(stderr, "grade: another run is grading into %s", out);
    if (alive)
        fprintf(stderr, " (process %ld)", holder);
    fprintf(stderr, ".\nWait for its end, or choose another OUT.\n");
}

/* Takes the lock as soon as its holder releases it. */
static int lock_take(struct outdir *outdir)
{
    char text[32] = "";
    if (pread(outdir->lock, text, sizeof text - 1, 0) < 0)
        return errno;
    long holder = strtol(text, NULL, 10);
    bool alive = holder > 0 && (kill((pid_t)holder, 0) == 0 || errno == EPERM);
    time_t last = time(NULL) + (alive ? WAIT_LIVING : WAIT_KILLED);
    while (flock(outdir->lock, LOCK_EX | LOCK_NB)) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return errno;
        if (time(NULL) > last) {
            lock_refuse(outdir->path, holder, alive);
            return EBUSY;
        }
        nanosleep(&pause_between, NULL);
    }
    int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(outdir->lock, 0) ||
        pwrite(outdir->lock, text, (size_t)length, 0) != length)
        return errno ? errno : EIO;
    return 0;
}

/* A folder of this user's alone, below one where all may write. */
static int folder_own(const char *path)
{
    struct stat found;
    if (mkdir(path, S_IRWXU) && errno != EEXIST)
        return errno;
    if (lstat(path, &found))
        return errno;
    if (S_ISDIR(found.st_mode) && found.st_uid == geteuid() &&
        (found.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return 0;
    fprintf(stderr, "grade: %s is not a folder of your own\n", path);
    return EPERM;
}

/* What a killed run has left may still be dying, and making files. */
static int leftovers_remove(const char *path)
{
    int error = store_remove(path);
    for (int i = 0; error && i < REMOVE_TRIES; i++) {
        nanosleep(&pause_between, NULL);
        error = store_remove(path);
    }
    return error;
}

/* An empty folder in one of ours. Another class's run, which is ending, may
 * take the outer one away in between: then ENOENT. */
static int work_renew(const char *mine, const char *work)
{
    int error = folder_own(mine);
    if (!error)
        error = leftovers_remove(work);
    return error ? error : folder_own(work);
}

static int work_make(struct outdir *outdir)
{
    char hex[DIGEST_HEX];
    const char *temporary = getenv("TMPDIR");
    if (!temporary || !*temporary)
        temporary = "/tmp";
    int error = digest_of(outdir->path, strlen(outdir->path), hex);
    if (error)
        return error;
    char *mine =
        text_print("%s/lockstep-%lu", temporary, (unsigned long)geteuid());
    char *work = mine ? text_print("%s/%.*s", mine, SHORT, hex) : NULL;
    error = work ? ENOENT : ENOMEM;
    for (int i = 0; error == ENOENT && i < MAKE_TRIES; i++)
        error = work_renew(mine, work);
    free(mine);
    if (error) {
        fprintf(stderr, "grade: no work folder in %s: %s\n", temporary,
                strerror(error));
        free(work);
        return error;
    }
    outdir->work = work;
    return room_check(work, WORK_ROOM);
}

static int lock_open(struct outdir *outdir)
{
    char *path = text_print("%s/lock", outdir->path);
    if (!path)
        return ENOMEM;
    outdir->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                        S_IRUSR | S_IWUSR);
    int error = outdir->lock < 0 ? errno : lock_take(outdir);
    if (error && error != EBUSY)
        fprintf(stderr, "grade: %s: %s\n", path, strerror(error));
    free(path);
    return error;
}

static int log_open(struct outdir *outdir)
{
    char *path = text_print("%s/grade.log", outdir->path);
    outdir->log = path ? fopen(path, "ae") : NULL;
    int error = outdir->log ? 0 : errno;
    if (error)
        fprintf(stderr, "grade: %s: %s\n", path, strerror(error));
    free(path);
    return error;
}

int outdir_open(struct outdir *outdir, const char *path)
{
    *outdir = (struct outdir){.lock = -1};
    int error = store_folder(path);
    outdir->path = error ? NULL : realpath(path, NULL);
    if (!outdir->path) {
        error = error ? error : errno;
        fprintf(stderr, "grade: %s: %s\n", path, strerror(error));
        return error;
    }
    error = room_check(outdir->path, OUT_ROOM);
    if (!error)
        error = lock_open(outdir);
    if (!error)
        error = work_make(outdir);
    if (!error)
        error = log_open(outdir);
    if (!error)
        unfinished_remove(outdir->path, 2);
    else
        outdir_close(outdir);
    return error;
}

void outdir_close(struct outdir *outdir)
{
    if (outdir->log)
        fclose(outdir->log);
    if (outdir->lock >= 0 && outdir->work) {
        store_remove(outdir->work);
        char *slash = strrchr(outdir->work, '/');
        *slash = '\0';
        rmdir(outdir->work); /* unless another class is graded in it */
    }
    if (outdir->lock >= 0)
        close(outdir->lock);
    free(outdir->work);
    free(outdir->path);
    *outdir = (struct outdir){.lock = -1};
}
