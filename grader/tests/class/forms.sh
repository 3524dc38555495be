# shellcheck shell=sh disable=SC2154 # (make.sh sets what is used here)
# How the work comes in. Each form writes $out/in or $out/in.zip; what a form
# can't hold (a named pipe in a zip) is missing there, and comes to the same.

# put KIND FILE FOLDER NAME: lays a file there as that kind of student does.
put() {
    case $1 in
    wrong_name) cp -p "$2" "$3/${4%.c}.cpp" ;;
    renamed) cp -p "$2" "$3/${4%.c} (1).C" ;;
    two)
        cp -p "$2" "$3/${4%.c} (1).c"
        sed 1d "$2" >"$3/${4%.c} (2).c"
        ;;
    link | link_folder)
        # A right answer, for whoever follows it.
        mkdir -p "$out/elsewhere"
        cp -p "$2" "$out/elsewhere/$4"
        if [ "$1" = link ]; then
            ln -s "$out/elsewhere/$4" "$3/$4"
        elif rmdir "$3" 2>/dev/null; then
            ln -s "$out/elsewhere" "$3"
        fi
        ;;
    fifo) mkfifo "$3/$4" ;;
    folder)
        mkdir -p "$3/$4"
        cp -p "$2" "$3/$4/inside.txt"
        ;;
    beside)
        cp -p "$2" "$3/$4"
        for suffix in .old '~' .orig; do
            echo 'int other;' >"$3/$4$suffix"
        done
        ;;
    junk)
        cp -p "$2" "$3/$4"
        odd=$(printf '\033[2J=1+1\nnew line')
        for name in "$odd" '-rf' '<b>.html' '$(touch pwned)' "'.sql" ' .c'; do
            echo junk >"$3/$name"
        done
        ;;
    forged)
        cp -p "$2" "$3/$4"
        mkdir -p "$3/build/check/01_lock" "$3/records"
        : >"$3/build/check/01_lock/passed"
        echo '{"format": "lockstep-record", "verdict": "pass"}' |
            tee "$3/build/check/01_lock/record.json" >"$3/records/x.json"
        ;;
    *) cp -p "$2" "$3/$4" ;;
    esac
}

# tree LOGIN FOLDER: all that a student hands in, in folders of lessons. Some
# keep the kit's own, some have all of it in a folder of theirs.
tree() {
    number=${1#?}
    case $number in
    *[036]) top=$2 ;;
    *[147]) top=$2/lessons ;;
    *) top="$2/my work/lessons" ;;
    esac
    grep "^$1$tab" "$out/work/numbered" |
        while IFS=$tab read -r _ lesson _ _ _ _ _ kind _ n; do
            mkdir -p "$top/$lesson"
            put "$kind" "$out/work/$n.c" "$top/$lesson" \
                "$(lesson_file "$lesson")"
        done
}

# students: login, name, enrolled, moodle and canvas of those who hand in.
students() {
    cut -f 1 "$out/expected.tsv" | uniq | join -t "$tab" - "$out/students.tsv"
}

# A folder's name: the student's, unless two share it.
form_folder() {
    students | while IFS=$tab read -r login name _; do
        folder=$out/in/$name
        if [ -e "$folder" ] || [ "$name" = 'Kim Lee' ]; then
            folder=$out/in/$login
        fi
        mkdir -p "$folder"
        tree "$login" "$folder"
    done
    mkdir -p "$out/in/n901" "$out/in/n902/empty"
    echo 'Downloaded on Sunday.' >"$out/in/README.txt"
}

# absent KIND: this form has no room for such things.
absent() {
    awk -F "$tab" -v OFS="$tab" -v kind="$1" \
        '$8 == kind { $8 = "absent" } { print }' "$out/expected.tsv" \
        >"$out/work/expected"
    mv "$out/work/expected" "$out/expected.tsv"
}

# One folder for all: nobody has folders of his own.
form_flat() {
    flatten
    # It is told, but as one of several files that are nobody's.
    absent wrong_name
    mkdir -p "$out/in"
    while IFS=$tab read -r login lesson _ _ _ _ _ kind _ n; do
        put "$kind" "$out/work/$n.c" "$out/in" "${login}_$lesson.c"
    done <"$out/work/numbered"
}

# pack FOLDER ARCHIVE: with the names as they are, and no folder above.
pack() {
    (cd "$1" && find . -mindepth 1 -maxdepth 1 -printf '%P\0' | sort -z |
        LC_ALL=C.UTF-8 bsdtar -acf "$2" --null -T -)
}

# flatten: the same for a form without folders.
flatten() {
    for kind in folder fifo link_folder; do
        absent $kind
        sed -i "/$tab$kind$tab/d" "$out/work/numbered"
    done
    sed -i "s/${tab}forged$tab/${tab}solution$tab/" "$out/work/numbered"
}

form_moodle() {
    mkdir -p "$out/work/zip"
    students | while IFS=$tab read -r login name _ moodle _; do
        folder=$out/work/zip/${name}_${moodle}_assignsubmission_file_
        mkdir -p "$folder"
        tree "$login" "$folder"
    done
    find "$out/work/zip" -type p -delete
    absent fifo
    pack "$out/work/zip" "$out/in.zip"
}

# Canvas makes one flat zip, and a name of letters alone: lastfirst.
form_canvas() {
    flatten
    mkdir -p "$out/work/zip"
    join -t "$tab" "$out/work/numbered" "$out/students.tsv" |
        while IFS=$tab read -r login lesson _ _ _ late _ kind _ n name _ _ \
            canvas _; do
            slug=$(echo "$name" | tr A-Z a-z | tr -cd a-z)
            [ "$late" = - ] || slug=${slug}_LATE
            put "$kind" "$out/work/$n.c" "$out/work/zip" \
                "${slug}_${canvas}_$((90000 + n))_$lesson.c"
        done
    pack "$out/work/zip" "$out/in.zip"
}

form_git() {
    absent fifo
    students | while IFS=$tab read -r login _; do
        repository=$out/in/course-$login
        mkdir -p "$repository"
        tree "$login" "$repository"
        commits_make "$login" "$repository"
    done
}

# commits_make LOGIN REPOSITORY: a commit for each lesson, when it was handed
# in, and settings with which git would run what the student likes.
commits_make() {
    git -C "$2" init -q
    grep "^$1$tab" "$out/work/numbered" | sort -t "$tab" -k 7,7n |
        while IFS=$tab read -r _ lesson _ _ _ _ time _; do
            (cd "$2" && find . -path ./.git -prune -o -path "*/$lesson/*" \
                ! -type d ! -type p -print0 |
                xargs -0 -r git add -f --)
            GIT_AUTHOR_DATE="@$time +0000" GIT_COMMITTER_DATE="@$time +0000" \
                git -C "$2" -c user.name=x -c user.email=x@example.edu \
                commit -q --allow-empty -m "$lesson"
        done
    git -C "$2" config core.fsmonitor "touch $out/pwned #"
    git -C "$2" config core.pager "touch $out/pwned #"
    echo "* filter=evil diff=evil" >"$2/.git/info/attributes"
    git -C "$2" config filter.evil.clean "touch $out/pwned; cat"
    git -C "$2" config filter.evil.smudge "touch $out/pwned; cat"
    git -C "$2" config diff.evil.textconv "touch $out/pwned #"
}

# An archive each, of another kind in turn, with a file that wants to go
# elsewhere.
form_archives() {
    mkdir -p "$out/in" "$out/work/up/a/b"
    absent fifo
    students | while IFS=$tab read -r login _; do
        rm -rf "$out/work/up/a/b/one"
        mkdir -p "$out/work/up/a/b/one"
        echo 'int evil;' >"$out/work/up/evil.c"
        tree "$login" "$out/work/up/a/b/one"
        case ${login#?} in
        *[05]) suffix=tar ;;
        *[16]) suffix=tar.gz ;;
        *[27]) suffix=tar.xz ;;
        *[38]) suffix=tgz ;;
        *)
            suffix=zip
            find "$out/work/up" -type p -delete
            ;;
        esac
        (cd "$out/work/up/a/b/one" && {
            find . -mindepth 1 -maxdepth 1 -printf '%P\0'
            printf '../../../evil.c\0'
        } | LC_ALL=C.UTF-8 bsdtar -P -acf "$out/in/$login.$suffix" --null -T -)
    done
}
