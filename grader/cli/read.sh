#!/bin/sh
# read.sh WORD: shows a lesson's text, in the pager when on a terminal.
. grader/cli/common.sh

lesson=$(lesson_chosen read "$@")
text=lessons/$lesson/README.md
if [ ! -t 1 ]; then
    exec cat "$text"
fi

# Headings bold, the fences of code blocks and HTML comments away.
dress() {
    awk -v bold="$bold" -v dim="$dim" -v plain="$plain" '
        /^ *```/ { code = !code; next }
        !code && /^<!--.*-->$/ { next }
        !code && /^#/ { sub(/^#+ */, ""); print bold $0 plain; next }
        code { print "    " dim $0 plain; next }
        { print }' "$text"
}

pager=${PAGER:-}
if [ -z "$pager" ]; then
    pager="more"
    if command -v less >/dev/null; then
        pager='less -R'
    fi
fi
dress | LESS=${LESS:-FRX} $pager
