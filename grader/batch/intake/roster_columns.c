/* Which columns a roster has (see roster_columns.h). */
#include "batch/intake/roster_columns.h"

#include <stdlib.h>
#include <string.h>

#include "batch/base/names.h"

/* Headings as name_joined() leaves them: "E-Mail Address" is "emailaddress".
 * Of two columns that could be the same, the earlier heading here counts. */
static const struct {
    const char *heading;
    enum roster_column column;
} headings[] = {{"fullname", COLUMN_NAME},
                {"name", COLUMN_NAME},
                {"student", COLUMN_NAME},
                {"studentname", COLUMN_NAME},
                {"displayname", COLUMN_NAME},
                {"vollstandigername", COLUMN_NAME},
                {"nomcomplet", COLUMN_NAME},
                {"nombrecompleto", COLUMN_NAME},
                {"firstname", COLUMN_FIRST},
                {"first", COLUMN_FIRST},
                {"givenname", COLUMN_FIRST},
                {"givennames", COLUMN_FIRST},
                {"forename", COLUMN_FIRST},
                {"vorname", COLUMN_FIRST},
                {"prenom", COLUMN_FIRST},
                {"nombre", COLUMN_FIRST},
                {"lastname", COLUMN_LAST},
                {"last", COLUMN_LAST},
                {"surname", COLUMN_LAST},
                {"familyname", COLUMN_LAST},
                {"nachname", COLUMN_LAST},
                {"nomdefamille", COLUMN_LAST},
                {"nom", COLUMN_LAST},
                {"apellidos", COLUMN_LAST},
                {"emailaddress", COLUMN_EMAIL},
                {"email", COLUMN_EMAIL},
                {"mail", COLUMN_EMAIL},
                {"studentemail", COLUMN_EMAIL},
                {"emailadresse", COLUMN_EMAIL},
                {"adressedecourriel", COLUMN_EMAIL},
                {"sisloginid", COLUMN_LOGIN},
                {"username", COLUMN_LOGIN},
                {"login", COLUMN_LOGIN},
                {"loginid", COLUMN_LOGIN},
                {"user", COLUMN_LOGIN},
                {"netid", COLUMN_LOGIN},
                {"userid", COLUMN_LOGIN},
                {"anmeldename", COLUMN_LOGIN},
                {"canvasid", COLUMN_CANVAS},
                {"canvasuserid", COLUMN_CANVAS},
                {"id", COLUMN_CANVAS},
                {"sisuserid", COLUMN_SIS},
                {"sisid", COLUMN_SIS},
                {"studentnumber", COLUMN_SIS},
                {"studentid", COLUMN_SIS},
                {"idnumber", COLUMN_SIS},
                {"matriculationnumber", COLUMN_SIS},
                {"matrikelnummer", COLUMN_SIS},
                {"number", COLUMN_SIS},
                {"participant", COLUMN_MOODLE},
                {"participantid", COLUMN_MOODLE},
                {"participantnumber", COLUMN_MOODLE},
                {"identifier", COLUMN_MOODLE},
                {"moodleid", COLUMN_MOODLE},
                {"githubusername", COLUMN_GITHUB},
                {"github", COLUMN_GITHUB},
                {"group", COLUMN_GROUP},
                {"groupname", COLUMN_GROUP},
                {"groups", COLUMN_GROUP},
                {"gruppe", COLUMN_GROUP},
                {"team", COLUMN_GROUP},
                {"section", COLUMN_SECTION},
                {"sections", COLUMN_SECTION},
                {"tutorial", COLUMN_SECTION}};

enum { HEADINGS = sizeof headings / sizeof headings[0] };

/* The heading's place among them, or HEADINGS. */
static size_t heading_find(const char *text)
{
    char *joined = name_joined(text);
    size_t found = 0;
    while (found < HEADINGS &&
           !(joined && strcmp(headings[found].heading, joined) == 0))
        found++;
    free(joined);
    return found;
}

bool columns_find(const struct csv *csv, int column[COLUMNS])
{
    size_t best[COLUMNS];
    bool any = false;
    for (int i = 0; i < COLUMNS; i++) {
        best[i] = HEADINGS;
        column[i] = -1;
    }
    for (size_t i = 0; csv->count && i < csv->rows[0].count; i++) {
        size_t found = heading_find(csv->rows[0].cells[i]);
        if (found == HEADINGS || found >= best[headings[found].column])
            continue;
        best[headings[found].column] = found;
        column[headings[found].column] = (int)i;
        any = true;
    }
    return any;
}
