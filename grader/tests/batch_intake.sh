#!/bin/sh
# Whatever the form, the same work comes in: a made-up class is handed in in
# every form, as it is downloaded and as people repack it, and each time the
# same students with the same sources are found. Nothing is graded here.
#
# SEED=n makes up another class.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
seed=${SEED:-11}
root=$PWD
out=$PWD/build/test/out/intake
rm -rf "$out"
mkdir -p "$out"
export LC_ALL=C.UTF-8 TZ=UTC

# make_class FORM: sets `class`.
make_class() {
    class=$out/$1
    grader/tests/class/make.sh "$1" "$class" "$seed" >"$out/make.txt"
}

# taken NAME IN: takes it in and compares it with what was planned; twice, and
# the second time nothing may differ.
taken() {
    echo "== $1"
    got=$out/got
    rm -rf "$got"
    for time in once again; do
        build/bin/grade intake "$2" "$got" --roster "$class/roster.csv" \
            >/dev/null || complain "$1: grade intake failed"
        mv "$got/intake.json" "$out/$time.json"
    done
    cmp "$out/once.json" "$out/again.json" ||
        complain "$1: not the same a second time"
    mv "$out/again.json" "$got/intake.json"
    case $class in
    */moodle | */canvas) times=undated ;;
    *) times='' ;;
    esac
    build/test/class_check "$class" "$got" $times ||
        complain "$1: not the work that was handed in"
    (cd "$got/sources" && for source in *.c; do
        echo "${source%.c}  $source"
    done | sha256sum --quiet -c) || complain "$1: a source is not its digest"
    find "$out" -name pwned -o -name evil.c | grep . &&
        complain "$1: a student's words were obeyed"
    [ ! -e "$got/evil.c" ] || complain "$1: something was extracted"
}

# packed FOLDER ARCHIVE: packs what is in a folder; zip has its own suffix.
packed() {
    rm -f "$2"
    case $2 in
    *.zip) (cd "$1" && zip -qry "$2" .) ;;
    *) (cd "$1" && tar caf "$2" .) ;;
    esac
}

# pipes_replace FOLDER: no zip holds a pipe; a link is as bad.
pipes_replace() {
    find "$1" -type p | while read -r pipe; do
        rm "$pipe"
        ln -s nowhere "$pipe"
    done
}

make_class folder
taken 'a folder for each student' "$class/in"
for suffix in tar tar.gz tar.xz tar.zst; do
    packed "$class/in" "$out/packed.$suffix"
    taken "the same as a $suffix" "$out/packed.$suffix"
done
pipes_replace "$class/in"
packed "$class/in" "$out/packed.zip"
taken "the same as a zip" "$out/packed.zip"
mkdir "$out/wrapped"
mv "$class/in" "$out/wrapped/homework 1"
taken 'in a folder more' "$out/wrapped"
packed "$out/wrapped" "$out/packed.zip"
taken 'and that as a zip' "$out/packed.zip"
rm -rf "$class" "$out/wrapped"

make_class flat
taken 'flat files' "$class/in"
packed "$class/in" "$out/packed.tar.gz"
taken 'the same as a tar.gz' "$out/packed.tar.gz"
rm -rf "$class"

for form in moodle canvas; do
    make_class $form
    taken "$form's zip" "$class/in.zip"
    mkdir "$out/unpacked" "$out/beside"
    (cd "$out/unpacked" && bsdtar -xf "$class/in.zip")
    taken "$form's zip, unpacked" "$out/unpacked"
    cp "$class/in.zip" "$out/beside/CS101-Homework-77.zip"
    taken "$form's zip in a folder" "$out/beside"
    rm -rf "$class" "$out/unpacked" "$out/beside"
done

make_class archives
taken 'an archive for each student' "$class/in"
(cd "$class/in" && zip -qr "$out/packed.zip.new" .)
mv "$out/packed.zip.new" "$out/packed.zip"
taken 'a zip of archives' "$out/packed.zip"
rm -rf "$class"

if command -v git >/dev/null; then
    make_class git
    # The time that counts is the commit's.
    find "$class/in" -path '*/.git' -prune -o -type f -exec touch -d @1 {} +
    taken 'git checkouts' "$class/in"
    rm -rf "$class"
else
    echo "there is no git here: without"
fi

echo "== forms mixed in one folder"
make_class folder
pipes_replace "$class/in"
mkdir "$out/mixed"
n=0
for student in "$class"/in/*; do
    [ -d "$student" ] || continue
    n=$((n + 1))
    name=$(basename "$student")
    case $n in
    *[036]) mv "$student" "$out/mixed/" ;;
    *[147])
        (cd "$student" && bsdtar -acf "$out/mixed/$name.zip" .)
        ;;
    *)
        (cd "$student" && tar cJf "$out/mixed/$name.tar.xz" .)
        ;;
    esac
done
taken 'mixed' "$out/mixed"
cd "$root" || exit 1
exit "$wrong"
