# calls.awk: every call that a text names leads to the course's contract of it.
#
# The contract is where a section "The calls" of a lesson has the call in bold,
# or else in a block of C code; in the first such lesson, as the numbers rise.
#   awk -f calls.awk mode=list lessons/*/README.md    NAME LESSON text|code
#   awk -f calls.awk mode=link list=FILE lesson=01_lock at=../html/ -
# The first makes the list, the second the links, and in the lesson's own page
# what they lead to. `at` is how to get from the page to the lessons' pages. What
# POSIX has and the course only mentions leads to the standard.

BEGIN {
    standard = "https://pubs.opengroup.org/onlinepubs/9699919799/functions/"
    call = "[a-z_][a-z_0-9]*\\(\\)"
}

function contract_found(name, lesson, kind) {
    if (!(name in where) || (how[name] == "code" && kind == "text" &&
        where[name] == lesson)) {
        where[name] = lesson
        how[name] = kind
    }
}

# Lessons come in their order, so the first one to have a call keeps it.
mode == "list" && FNR == 1 {
    lesson = FILENAME
    sub(/\/README\.md$/, "", lesson)
    sub(/.*\//, "", lesson)
    calls = code = 0
}
mode == "list" && /^## / { calls = /^## The calls$/ }
mode == "list" && /^```/ { code = !code && $0 == "```c"; next }
# A declaration: a type, a name, parameters, and no body.
mode == "list" && calls && code {
    declared = /^[a-z_][a-z_0-9 ]* \**[a-z_0-9]+\(/ ? $0 : declared " " $0
    if (declared ~ /;$/ && declared !~ /[{=]/) {
        sub(/\(.*/, "", declared)
        sub(/.*[ *]/, "", declared)
        if (declared ~ /^(pthread|sem)_[a-z_]+$/)
            contract_found(declared, lesson, "code")
    }
    next
}
mode == "list" && calls && !code {
    rest = $0
    while (match(rest, "\\*\\*`" call "`\\*\\*")) {
        contract_found(substr(rest, RSTART + 3, RLENGTH - 8), lesson, "text")
        rest = substr(rest, RSTART + RLENGTH)
    }
}
mode == "list" { next }

# A page, after page.sh has had it: bold code is <b>`...`</b>.
FNR == 1 {
    while ((getline line < list) > 0) {
        split(line, word, " ")
        where[word[1]] = word[2]
        how[word[1]] = word[3]
    }
}
/^## / { calls = /^## The calls/ }
/^ *\\htmlonly/, /^ *\\endhtmlonly/ { print; next }
/^```/ && !code { code = 1; block = $0; next }
code {
    block = block "\n" $0
    if (/^```/) {
        code = 0
        print anchors(block) block
    }
    next
}
/^#/ || /^<h[1-6]/ { print; next }
{ print linked($0) }

# What others lead to, before the block that declares it.
function anchors(block,   name, text) {
    if (!calls)
        return ""
    for (name in where)
        if (where[name] == lesson && how[name] == "code" &&
            block ~ "[ *\n]" name " ?\\(")
            text = text "\\anchor call_" name "\n"
    return text == "" ? "" : text "\n"
}

function target(name) {
    if (name in where)
        return at "lesson_" where[name] ".html#call_" name
    return name ~ /^(pthread|sem)_/ ? standard name ".html" : ""
}

function linked(rest,   done, name, before, after, quoted) {
    while (match(rest, "`" call "`")) {
        quoted = substr(rest, RSTART, RLENGTH)
        name = substr(quoted, 2, RLENGTH - 4)
        before = substr(rest, 1, RSTART - 1)
        after = substr(rest, RSTART + RLENGTH)
        if (before ~ /<b>$/ && calls && where[name] == lesson &&
            how[name] == "text" && !(name in anchored)) {
            sub(/<b>$/, "\\anchor call_" name " <b>", before)
            anchored[name] = 1
        } else if (target(name) && before !~ /(<b>|\[[^]]*)$/) {
            quoted = "<a href=\"" target(name) "\">" quoted "</a>"
        }
        done = done before quoted
        rest = after
    }
    return done rest
}

END {
    if (mode == "list")
        for (name in where)
            print name, where[name], how[name]
}
