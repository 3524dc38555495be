# page.awk: a page's Markdown, as people write it, for Doxygen.
#
#   awk -v id=PAGE [-v toc='[TOC]'] [-v fold=WORDS] -f page.awk FILE FILE
#
# The file is read twice: the first time for the sections that it links to. The
# page's first heading gets its id, with the table of contents behind it. Where a
# screen shows a schedule, the page lets one step through it instead. `fold` says
# what to write on screens of `make check`, which are folded then.
#
# Doxygen does not know bold text with code in it, code in headings, nor anything
# within quotation marks, and takes an apostrophe for the end of code. It loses
# its way where a link goes on in the next line, and has a meaning of its own for
# <details>. What stands between \dot and \enddot it draws.
#
# The section "The calls" is a reference: it is folded, and says which calls.

# The sections that the page links to, as a forge names them; the calls.
NR == FNR {
    if (/^## /)
        calls = /^## The calls$/
    if (calls && match($0, /^\*\*`[a-z_0-9]+\(\)`/))
        promised = promised (promised ? ", " : " of ") "<code>" \
            substr($0, 4, RLENGTH - 4) "</code>"
    for (rest = $0; match(rest, /\]\(#[^)]*\)/);) {
        linked[substr(rest, RSTART + 3, RLENGTH - 4)] = 1
        rest = substr(rest, RSTART + RLENGTH)
    }
    next
}

# ---- Blocks of code ----------------------------------------------------------

/^```dot$/ && !code { print "\\dot"; dot = code = 1; next }
/^```$/ && dot { print "\\enddot"; dot = code = 0; next }
/^```/ && !code {
    code = 1
    block = $0
    if (block == "```" && (getline line) > 0)
        block_begin(line)
    else
        print block
    next
}
/^```/ {
    print
    code = 0
    if (folded)
        print raw("</details>")
    folded = 0
    next
}
code { print; next }

# A block whose first line is a command shows what it prints.
function block_begin(line,   summary) {
    summary = line ~ /^\$ make check/ ? fold : ""
    if (line ~ /^\$ make replay L=[0-9]+ T=[a-z0-9_]+$/ && ladder(line))
        summary = "The same on a terminal"
    if (summary)
        print raw("<details class=\"terminal\"><summary>" summary \
            "</summary>")
    folded = summary != ""
    print block
    print line
}

function ladder(command) {
    sub(/.* L=/, "", command)
    sub(/ T=/, " ", command)
    fflush()
    return system("docs/site/ladder.sh " id " " command) == 0
}

function raw(html) {
    return "\n\\htmlonly[block]\n" html "\n\\endhtmlonly\n"
}

# ---- Text --------------------------------------------------------------------

# A link that is not ended is joined with the lines up to its end.
begun && NF { sub(/^ */, ""); $0 = begun $0; begun = "" }
begun && !NF { print prose(begun); begun = "" }
/\[[^]]*$/ { begun = $0 " "; next }
# What is indented behind an empty line is code.
/^    / && (!NF_before || indented) { indented = 1; print; next }
{ indented = indented && !NF; NF_before = NF }
!NF { coded = bold = 0; print; next }
/^<\/?details>/ { print raw($0); next }
/^#+ / { heading(); next }
{ print prose($0) }
END {
    if (begun)
        print prose(begun)
    calls_end()
}

function calls_end() {
    if (unfolds)
        print raw("</details>")
    unfolds = 0
}

function heading(   slug) {
    if (/^## /)
        calls_end()
    gsub(/`/, "")
    slug = tolower($0)
    sub(/^#+ */, "", slug)
    gsub(/[^a-z0-9 _-]/, "", slug)
    gsub(/ /, "-", slug)
    if (/^# / && !titled) {
        titled = 1
        print $0 " {#" id "}" (toc ? "\n\n" toc : "")
    } else
        print $0 (slug in linked ? " {#" label(slug) "}" : "")
    if (/^## The calls$/) {
        unfolds = 1
        print raw("<details class=\"calls\"><summary>The contracts" \
            promised "</summary>")
    }
}

# What a section is called in the whole site.
function label(slug) {
    gsub(/-/, "_", slug)
    return id "_" slug
}

# Outside of code: bold, quotation marks, links into the page.
function prose(text,   part, count, i, slug) {
    count = split(text, part, "`")
    text = ""
    for (i = 1; i <= count; i++) {
        if (i > 1) {
            text = text "`"
            coded = !coded
        }
        # An apostrophe would end code between single marks.
        if (coded && i < count && part[i] ~ /'/)
            part[i] = "`" part[i] "`"
        if (!coded) {
            gsub(/"/, "\\&quot;", part[i])
            while (sub(/\*\*/, bold ? "</b>" : "<b>", part[i]))
                bold = !bold
            while (match(part[i], /\]\(#[^)]*\)/)) {
                slug = substr(part[i], RSTART + 3, RLENGTH - 4)
                part[i] = substr(part[i], 1, RSTART) "(@ref " label(slug) \
                    substr(part[i], RSTART + RLENGTH - 1)
            }
        }
        text = text part[i]
    }
    return text
}
