# shellcheck shell=bash disable=SC2034,SC2154 # (watch.sh uses and has them)
# What make watch shows. It is sourced by watch.sh, whose words it reads: a line
# that says where one is, the text in its window, and the keys.

# How the terminal was before; empty: it is so.
terminal=''

# Keys come one by one and are not shown; Ctrl-C is one of them (bash's read
# allows signals, so no character may stand for one). What is too wide is cut by
# the terminal, so a line is a line.
terminal_enter() {
    terminal=$(stty -g)
    stty -echo -icanon intr undef quit undef susp undef
    printf '\e[?1049h\e[?25l\e[?7l\e[2J'
    stale=1
}

terminal_leave() {
    [ -n "$terminal" ] || return 0
    printf '\e[?7h\e[?25h\e[?1049l'
    stty "$terminal"
    terminal=''
}

# clean FILE: its text without what a terminal would obey, whatever was typed
# into the learner's file, and without what make says about itself.
clean() {
    LC_ALL=C sed -e 's/\x1b\[[0-9;]*[A-Za-z]//g' -e 's/\xc2[\x80-\x9f]//g' "$1" |
        LC_ALL=C tr -d '\000-\010\013-\037\177' | expand |
        grep -avE '^make(\[[0-9]*\])?: |^  (CHECK|CC|LD|AR|AS) ' |
        head -n 3000
}

# trials: which pass and which do not.
trials() {
    awk '/^      "name": / { split($0, word, "\""); name = word[4] }
        /^      "verdict": / {
            split($0, word, "\"")
            kind = word[4] == "pass" ? "pass" : "fail"
            all[kind] = all[kind] (all[kind] ? ", " : "") name
        }
        END {
            if (all["pass"])
                print "  pass: " all["pass"]
            if (all["fail"])
                print "  fail: " all["fail"]
        }' "build/check/$lesson/record.json" 2>/dev/null |
        fold -s -w 78 | sed 's/ *$//; /^  [pf]/!s/^/        /'
}

# result: what the last check said. Where there is a finding it is the first
# screen with the trials in front; the keys say what its last lines would.
result() {
    clean "$kept/check.txt" | {
        IFS= read -r first || return 0
        echo "$first"
        case $first in
        *': fail, '*) trials ;;
        esac
        sed -e '/^  The whole picture: make /d' -e '/^  Next: make hint /d'
    }
}

# window_size: rows for text, and how wide they are.
window_size() {
    rows=24 columns=80
    read -r rows columns < <(stty size 2>/dev/null) || true
    [ "${rows:-0}" -gt 3 ] || rows=24
    [ "${columns:-0}" -gt 20 ] || columns=80
    rows=$((rows - 2))
}

page_next() {
    if [ $((top + rows)) -lt "${#text[@]}" ]; then
        top=$((top + rows - 1))
    fi
}

page_before() {
    top=$((top < rows ? 0 : top - rows + 1))
}

# text_take: the text that is to be seen, its verdict in colour.
text_take() {
    if [ "$view" = result ]; then
        mapfile -t text <"$kept/result.txt"
    else
        mapfile -t text < <(clean "$kept/view.txt")
    fi
    while [ "${#text[@]}" -gt 0 ] && [ -z "${text[-1]}" ]; do
        unset 'text[-1]'
    done
    if [ "$view" = result ] && [ "${#text[@]}" -gt 0 ]; then
        text[0]=${text[0]/: pass/: ${green}pass$plain}
        text[0]=${text[0]/: fail/: ${red}fail$plain}
        text[0]=${text[0]/: build/: ${red}build$plain}
    fi
}

# head_line: which lesson, what is shown of it, and what goes on.
head_line() {
    local state=$view
    if [ "$view" = result ]; then
        state=${checked:+checked at $checked}
    fi
    if [ -n "$view_job" ]; then
        state="$view ..."
    elif [ -n "$check_job$saved" ]; then
        state='checking ...'
    fi
    if [ "${#text[@]}" -gt "$rows" ]; then
        state="$state, lines $((top + 1))-$((top + rows)) of ${#text[@]}"
    fi
    printf '%-*.*s  %s' $((columns - ${#state} - 3)) \
        $((columns - ${#state} - 3)) " $(lesson_title "$lesson")" "$state"
}

keys_line() {
    local keys=' h hint  l ladder  p play  r run  a all  c check  n next'
    if [ "${#text[@]}" -gt "$rows" ]; then
        keys="$keys  space more"
    fi
    if [ "$view" = result ]; then
        printf '%s  q quit' "$keys"
    else
        printf '%s  q back' "$keys"
    fi
}

# screen_draw: draws the whole screen over what is there.
screen_draw() {
    local picture i
    window_size
    text_take
    picture=$'\e[H'"$bold$(head_line)$plain"$'\e[K\r\n'
    for ((i = 0; i < rows; i++)); do
        picture+=${text[top + i]:-}$'\e[K\r\n'
    done
    printf '%s' "$picture$bold$(keys_line)$plain"$'\e[J'
    stale=''
}
