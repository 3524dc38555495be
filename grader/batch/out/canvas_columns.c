/* Columns by their headings (see canvas_columns.h). */
#include "batch/out/canvas_columns.h"

#include <stdbool.h>
#include <string.h>

#include "batch/base/heading.h"

static bool is_fixed(const char *heading)
{
    static const char *const fixed[] = {
        "student",      "id",      "sis user id",    "sis login id",
        "root account", "section", "integration id", "notes"};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (strcasecmp(heading, fixed[i]) == 0)
            return true;
    return false;
}

enum column_fate canvas_column(const struct sheet *sheet, size_t heading,
                               size_t points, const char *id, const char *title,
                               const char *wanted, size_t *column)
{
    enum column_fate fate = COLUMN_NONE;
    enum heading_fit best = HEADING_NUMBER;
    for (size_t i = 0; i < sheet->csv.rows[heading].count; i++) {
        const char *text = sheet_cell(sheet, heading, i);
        if (is_fixed(text) ||
            strstr(sheet_cell(sheet, points, i), "read only") ||
            strstr(text, "(read only)"))
            continue;
        enum heading_fit fits = heading_fits(text, id, title, wanted);
        if (fits < best)
            continue;
        fate =
            fits == best && fate != COLUMN_NONE ? COLUMN_SEVERAL : COLUMN_FOUND;
        *column = i;
        best = fits;
    }
    return fate;
}
