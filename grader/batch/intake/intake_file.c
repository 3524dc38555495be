/* The intake on the disk (see intake_file.h). */
#include "batch/intake/intake_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "batch/base/grow.h"

int intake_open(struct intake *intake, const char *in)
{
    *intake = (struct intake){.in = strdup(in), .problems = json_array()};
    if (!intake->in || !intake->problems)
        return ENOMEM;
    intake->file = tmpfile();
    return intake->file ? 0 : errno;
}

void intake_close(struct intake *intake)
{
    if (intake->file)
        fclose(intake->file);
    free(intake->at);
    free(intake->in);
    json_decref(intake->problems);
    *intake = (struct intake){.count = 0};
}

/* Writes a part at the end of the file; gives where. */
static int part_write(FILE *file, const json_t *student, long *at)
{
    if (fseek(file, 0, SEEK_END))
        return errno;
    *at = ftell(file);
    if (*at < 0)
        return errno;
    clearerr(file);
    if (json_dumpf(student, file, JSON_COMPACT))
        return ferror(file) ? EIO : ENOMEM;
    return fflush(file) ? errno : 0;
}

int intake_add(struct intake *intake, const json_t *student)
{
    long *grown = grow(intake->at, intake->count, &intake->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    intake->at = grown;
    int error = part_write(intake->file, student, &grown[intake->count]);
    intake->count += !error;
    return error;
}

int intake_change(struct intake *intake, size_t index, const json_t *student)
{
    long at = intake->at[index];
    int error = part_write(intake->file, student, &at);
    if (!error)
        intake->at[index] = at;
    return error;
}

int intake_student(const struct intake *intake, size_t index, json_t **student)
{
    *student = NULL;
    if (fseek(intake->file, intake->at[index], SEEK_SET))
        return errno;
    *student = json_loadf(intake->file, JSON_DISABLE_EOF_CHECK, NULL);
    return *student ? 0 : ferror(intake->file) ? EIO : ENOMEM;
}

bool intake_next(const struct intake *intake, size_t *at, json_t **student,
                 int *error)
{
    json_decref(*student);
    *student = NULL;
    if (*error || *at == intake->count)
        return false;
    *error = intake_student(intake, (*at)++, student);
    return *error == 0;
}

int intake_of(const json_t *document, struct intake *intake)
{
    size_t i;
    const json_t *student;
    const char *in = json_string_value(json_object_get(document, "in"));
    json_t *problems = json_object_get(document, "problems");
    int error = intake_open(intake, in ? in : "");
    if (!error && problems && json_array_extend(intake->problems, problems))
        error = ENOMEM;
    json_array_foreach(json_object_get(document, "students"), i, student)
    {
        if (!error)
            error = intake_add(intake, student);
    }
    return error;
}

/* Writes JSON as a member of the document's, or as a member of a member's. */
static int value_write(FILE *file, const json_t *value, const char *margin)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);
    if (!text)
        return ENOMEM;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        fwrite(at, 1, length, file);
        at += length;
        if (*at != '\n')
            break;
        fprintf(file, "\n%s", margin);
        at++;
    }
    free(text);
    return 0;
}

static int students_write(FILE *file, const struct intake *intake)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    fprintf(file, "  \"students\": [");
    while (intake_next(intake, &at, &student, &error)) {
        fprintf(file, "%s\n    ", at > 1 ? "," : "");
        error = value_write(file, student, "    ");
    }
    fprintf(file, "%s],\n", intake->count ? "\n  " : "");
    return error;
}

/* As store_write_json() would write it. */
static int document_write(FILE *file, const struct intake *intake)
{
    json_t *in = json_string(intake->in);
    fprintf(file, "{\n  \"format\": \"lockstep-intake\",\n  \"version\": 1,\n"
                  "  \"in\": ");
    int error = in ? value_write(file, in, "  ") : ENOMEM;
    fprintf(file, ",\n");
    if (!error)
        error = students_write(file, intake);
    fprintf(file, "  \"problems\": ");
    if (!error)
        error = value_write(file, intake->problems, "  ");
    fprintf(file, "\n}");
    json_decref(in);
    return error;
}

int intake_save(const struct intake *intake, const char *out)
{
    struct store_file saved;
    int error = store_begin_in(&saved, out, "intake.json");
    if (!error)
        error = store_end(&saved, document_write(saved.file, intake));
    if (error)
        fprintf(stderr, "%s/intake.json: %s\n", out, strerror(error));
    return error;
}
