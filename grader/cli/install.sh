#!/bin/sh
# install.sh FOLDER: puts the explorer there, for `make install`; FOLDER is
# $DESTDIR$PREFIX. install.sh --remove FOLDER takes it away again.
#
# What explores lies in lib/lockstep/, a small copy of this tree, for it finds
# its parts by their places in it. bin/ has links into that folder, so FOLDER
# can be moved as a whole.
set -eu
cd "$(dirname "$0")/../.."
remove=
if [ "${1:-}" = --remove ]; then
    remove=yes
    shift
fi
to=${1:?Where to? For example: make install PREFIX="$HOME/.local"}
tool=grader/explore/tool
commands="explore explore-cc"
[ -n "$remove" ] || [ -x build/bin/explore-cc ] || {
    echo "install: nothing is built yet. Next: make install" >&2
    exit 1
}

# each FILE MODE PLACE: installs or removes one file.
each() {
    if [ -n "$remove" ]; then
        rm -f "$to/$3"
    else
        install -D -m "$2" "$1" "$to/$3"
    fi
}

rm -rf "$to/lib/lockstep"
if [ -z "$remove" ]; then
    for file in grader/compile.sh grader/link.sh grader/seclude.sh \
        $tool/unite.sh; do
        install -D -m 755 "$file" "$to/lib/lockstep/$file"
    done
    for file in build/lib/program.o build/lib/alone.o build/lib/cplusplus.o \
        LICENSE \
        grader/explore/wrapped.txt grader/explore/files/wrapped.txt \
        grader/trial/wrapped.txt; do
        install -D -m 644 "$file" "$to/lib/lockstep/$file"
    done
fi
for command in $commands; do
    if [ -n "$remove" ]; then
        rm -f "$to/bin/$command"
    else
        install -D -m 755 "build/bin/$command" \
            "$to/lib/lockstep/build/bin/$command"
        mkdir -p "$to/bin"
        ln -sf "../lib/lockstep/build/bin/$command" "$to/bin/$command"
    fi
    each "$tool/$command.1" 644 "share/man/man1/$command.1"
done
if [ -n "$remove" ]; then
    rm -f "$to/bin/explore-c++" "$to/share/man/man1/explore-c++.1"
else
    ln -sf explore-cc "$to/bin/explore-c++"
    ln -sf explore-cc.1 "$to/share/man/man1/explore-c++.1"
fi
each $tool/explore.bash 644 share/bash-completion/completions/explore
each $tool/explore.zsh 644 share/zsh/site-functions/_explore
if [ -n "$remove" ]; then
    echo "removed from $to"
    exit 0
fi
echo "installed in $to: explore, explore-cc, explore-c++, their manuals."
case :$PATH: in
*:"$to/bin":*) ;;
*) echo "Next: PATH=\"$to/bin:\$PATH\", then man explore" ;;
esac
