#!/bin/sh
# compiler.sh FILE CC FLAGS: keeps FILE as the note of what everything is
# compiled with. It is written only when that changes, so make compiles again
# exactly then. That is also the moment to look for what has to be installed.
set -eu
note=$1 compiler=$2 flags=$3

# Two makes may ask at once: the second finds it written.
mkdir -p "$(dirname "$note")"
exec 9>>"$note.lock"
flock 9
if [ -f "$note" ] && [ "$(cat "$note")" = "$compiler $flags" ]; then
    exit 0
fi
if ! command -v "${compiler%% *}" >/dev/null; then
    case $compiler in
    *clang*) setup="make setup CC=$compiler" ;;
    *) setup='make setup' ;;
    esac
    echo "There is no compiler '$compiler' here. Next: $setup"
    exit 1
fi
for header in criterion/criterion.h jansson.h elfutils/libdwfl.h; do
    if ! echo "#include <$header>" | $compiler -E - >/dev/null 2>&1; then
        echo "<$header> is missing here. Next: make setup"
        exit 1
    fi
done
echo "$compiler $flags" >"$note.new"
mv "$note.new" "$note"
