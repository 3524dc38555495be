# The screens of a text: fenced blocks whose first line is "$ COMMAND". Prints
# the text with what each command really prints, where the text says otherwise.
#
# A ```c block with a main() is the program that `./example` means in the screens
# behind it; run_screen (screens.sh) builds and runs it. What `make run` prints
# is compared in shape: runs of digits count as one, blanks as one, and a line
# `...` stands for any lines; so is what `make grade` and `grade diff` print, as
# works are graded side by side. All else is compared as it is, but for addresses
# of memory: where the heap lies is the runtime's choice.
#
#   awk -v folder=FOLDER -v runner=COMMAND -f screens.awk README.md

function shape(line) {
    gsub(/[0-9]+/, "#", line)
    gsub(/ +/, " ", line)
    return line
}

# Do the lines from a on of the text stand for those from b on of the screen?
function alike(a, b,    i) {
    if (a > said)
        return b > shown
    if (text[a] == "...") {
        for (i = b; i <= shown + 1; i++)
            if (alike(a + 1, i))
                return 1
        return 0
    }
    return b <= shown && shape(text[a]) == shape(screen[b]) && alike(a + 1, b + 1)
}

function anywhere(line) {
    gsub(/0x7[0-9a-f][0-9a-f][0-9a-f]+/, "0x7", line)
    return line
}

function same(    i) {
    if (said != shown)
        return 0
    for (i = 1; i <= said; i++)
        if (anywhere(text[i]) != anywhere(screen[i]))
            return 0
    return 1
}

# What a command prints, in screen[].
function show(command,    run, line) {
    shown = 0
    run = runner " '" command "'"
    while ((run | getline line) > 0)
        screen[++shown] = line
    close(run)
}

# The block that just ended is a screen: what does its command print? What real
# threads do is chance, so `make run` may need some tries until it shows the
# bug that the text tells of.
function check(command,    chance, loose, fits, tries, i) {
    chance = command ~ /^make run/
    loose = chance || command ~ /grade/ && command !~ /^cat/
    for (tries = chance ? 10 : 1; !fits && tries > 0; tries--) {
        show(command)
        fits = loose ? alike(1, 1) : same()
    }
    for (i = 1; i <= (fits ? said : shown); i++)
        print fits ? text[i] : screen[i]
}

function block_end(    i, example) {
    if (language == "c" && program) {
        example = folder "/example.c"
        for (i = 0; i <= said; i++)
            print text[i] >example
        close(example)
    }
    if (language == "" && text[0] ~ /^\$ /) {
        print text[0]
        check(substr(text[0], 3))
    } else {
        for (i = 0; i <= said; i++)
            print text[i]
    }
}

/^```/ && !inside {
    inside = 1
    language = substr($0, 4)
    said = -1
    program = 0
    print
    next
}
/^```/ && inside {
    block_end()
    inside = 0
    print
    next
}
inside {
    text[++said] = $0
    if ($0 ~ /^int main\(/)
        program = 1
    next
}
{ print }
