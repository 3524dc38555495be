# calls.awk HEADER: a lesson's functions as macros that tell what is called.
#
# Trials are compiled with what this prints behind the lesson's header. Each
# call of a contract's function is told with its arguments before, and with what
# it returned after it (trial_calls() and trial_returns() of trial.h), which the
# explorer keeps while it records a schedule. A macro stays on the line of the
# trial, so that findings name it, and without a recording nothing is put in
# words. Only what is before the call is in a branch, or compilers would make two
# calls of one, and the linker name each.
#   awk -f calls.awk lessons/NN_slug/NAME.h
# Headers are in the form of `make lint`: a declaration begins in the first
# column and ends in a line with ");".

# value(TYPE, WORD): how an argument is printed: its format, and what C makes of
# it. What points somewhere is named as the trial names it.
function value(type, word, text) {
    if (type ~ /[*[(]/) {
        format = "%s"
        return "trial_pointer(#" text ", (const void *)(" word "))"
    }
    format = type ~ /(^| )(unsigned|size_t)( |$)/ ? "%llu" : "%lld"
    return (format == "%llu" ? "(unsigned long long)" : "(long long)") word
}

# The parameters, split at the commas that are not inside of brackets.
function parameters(list,   i, sign, depth, count) {
    count = 1
    parameter[1] = ""
    for (i = 1; i <= length(list); i++) {
        sign = substr(list, i, 1)
        depth += (sign == "(") - (sign == ")")
        if (sign == "," && depth == 0) {
            parameter[++count] = ""
        } else {
            parameter[count] = parameter[count] sign
        }
    }
    return list == "void" ? 0 : count
}

# renamed(DECLARATION, NAME): a parameter with another name.
function renamed(text, name) {
    if (text ~ /\(\*[a-z_0-9]+\)/)
        sub(/\(\*[a-z_0-9]+\)/, "(*" name ")", text)
    else if (text ~ /\[/)
        sub(/[a-z_0-9]+\[.*/, "*" name, text)
    else
        sub(/[a-z_0-9]+$/, name, text)
    return text
}

function macro(text,   name, type, count, i, head, take, told, formats, given) {
    sub(/\);$/, "", text)
    type = name = substr(text, 1, index(text, "(") - 1)
    sub(/.*[ *]/, "", name)
    sub(/[a-z_0-9]+$/, "", type)
    sub(/ $/, "", type)
    count = parameters(substr(text, index(text, "(") + 1))
    for (i = 1; i <= count; i++) {
        sub(/^ +/, "", parameter[i])
        head = head (i > 1 ? ", " : "") "p" i
        take = take " " renamed(parameter[i], "call_" i) " = (p" i ");"
        told = told ", " value(parameter[i], "call_" i, "p" i)
        formats = formats (i > 1 ? ", " : "") format
        given = given (i > 1 ? ", " : "") "call_" i
    }
    printf "#define %s(%s) __extension__({%s ", name, head, take
    printf "if (trial_recording()) trial_calls(\"%s(%s)\"%s); ", name, formats, told
    if (type == "void")
        printf "%s(%s); ", name, given
    else
        printf "%s call_0 = %s(%s); ", type, name, given
    if (type == "void")
        printf "trial_returns(\"%%s\", \"\"); "
    else if (type == "int")
        printf "trial_error(call_0); "
    else if (type ~ /\*/)
        printf "trial_returns(\"%%s\", call_0 ? \"a pointer\" : \"NULL\"); "
    else
        printf "trial_returns(\"%%lld\", (long long)call_0); "
    if (type != "void")
        printf "call_0; "
    print "})"
}

FNR == 1 {
    header = FILENAME
    sub(/.*\//, "", header)
    print "#include \"" header "\""
    print "#include \"trial/trial.h\""
}

/^[a-z].*\(/ && !/^(static|typedef|extern) / {
    text = ""
    on = 1
}
on {
    line = $0
    sub(/^ +/, "", line)
    text = text (text == "" ? "" : " ") line
    if (line ~ /\);$/) {
        macro(text)
        on = 0
    } else if (line ~ /[{;]$/) {
        on = 0
    }
}
