# arrows.awk: what uses what, by symbols and headers.
#
# Reads `nm -A -P` of the kit's objects and lines "include FILE HEADER", with
# FILE and HEADER as paths below grader/. Prints "USER USED WHAT" for each file
# that uses another's, with their suffixes gone. Hooks for the linker (__wrap_X)
# are nobody's: who calls them does not know.
#
# A name that files of several parts define is taken from the user's own part.
# What both engines define is what a probe asks of any engine: no arrow, for it
# is declared below (trial/engine.h).
function part(file) { return substr(file, 1, index(file "/", "/") - 1) }

$1 == "include" {
    used = $3
    sub(/\.h$/, "", used)
    user = $2
    sub(/\.[ch]$/, "", user)
    if (user != used)
        print user, used, "(header)"
    next
}
{
    file = $1
    sub(/^build\/obj\/grader\//, "", file)
    sub(/\.o:$/, "", file)
}
$3 ~ /^[Uwv]$/ { needs[file, $2] = 1; next }
$3 ~ /^[A-Z]$/ { homes[$2] = homes[$2] " " file }
END {
    for (need in needs) {
        split(need, at, SUBSEP)
        user = at[1]
        name = at[2]
        if (!(name in homes))
            continue
        count = split(homes[name], home, " ")
        used = count == 1 ? home[1] : ""
        for (i = 1; i <= count; i++)
            if (part(home[i]) == part(user))
                used = home[i]
        if (used != "" && used != user)
            print user, used, name
    }
}
