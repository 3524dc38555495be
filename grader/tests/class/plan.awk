# Decides who hands in what. Reads what the tree holds, one answer a line:
#
#     LESSON KIND PATH VERDICT FINDING
#
# and writes the class, one submission a line, apart by tabs:
#
#     student lesson verdict finding points late time kind path stamp
#
# `verdict` is `none` where nothing can be taken, and either of the two in
# `integrity|build`; `points` of 100 is a number or
# `<100`; `-` says that the table promises nothing. Everything random comes from
# `seed` (Park and Miller's generator, exact in doubles), nothing from the
# machine. With `count` the class is plain: so many distinct submissions, the
# same mix at any size. Without, it has everything once and most things twice.
BEGIN {
    OFS = "\t"
    state = seed % 2147483646 + 1
}

{
    lesson = $1
    if (!(lesson in known)) {
        known[lesson] = 1
        lessons[++lesson_count] = lesson
    }
    n = ++have[lesson, $2]
    path[lesson, $2, n] = $3
    verdict[lesson, $2, n] = $4
    finding[lesson, $2, n] = $5
}

function random(n)
{
    state = (state * 16807) % 2147483647
    return state % n
}

# Spreads over seven weeks before the due date, some after it.
function hand_in(student, lesson, want, why, points, kind, file, stamp,
                 late, time)
{
    late = random(10) == 0
    # 2026-11-20T23:59:00Z
    time = 1795219140 + (late ? 2 : -2) * (900 + random(150000) * (late ? 1 : 13))
    printf "s%03d\t", student
    print lesson, want, why, points, late ? "late" : "-", time, kind, file,
          stamp
    given++
}

function points_of(want)
{
    if (want == "pass") {
        return "100"
    }
    return want == "fail" ? "<100" : "0"
}

# An answer of the tree, by the next student who has nothing for that lesson.
function answer(lesson, kind, n, stamp, want)
{
    want = verdict[lesson, kind, n]
    hand_in(next_for(lesson), lesson, want, finding[lesson, kind, n],
            points_of(want), kind, path[lesson, kind, n], stamp)
}

# A student who has nothing for that lesson yet; 0 if everybody has.
function next_for(lesson, try, student)
{
    student = 1 + random(students)
    for (try = 0; try < students; try++) {
        if (!((student, lesson) in taken)) {
            taken[student, lesson] = 1
            return student
        }
        student = student % students + 1
    }
    return 0
}

# broken KIND: the solution, spoiled in this way on its way to the grader.
function broken(kind, want, points, lesson)
{
    lesson = lessons[2 + random(lesson_count - 1)]
    hand_in(next_for(lesson), lesson, want, "-", points, kind,
            path[lesson, "solution", 1], "-")
}

# Each answer of the tree is graded by a test of its own; here, a right and a
# wrong one for each lesson do.
function whole_class(i, j, k, n, kind, lesson, words)
{
    students = 66
    split("solution mutant variant skeleton", words, " ")
    for (i = 1; i <= lesson_count; i++) {
        lesson = lessons[i]
        for (k = 1; k <= 2; k++) {
            kind = words[i % 2 * 2 + k]
            n = have[lesson, kind]
            if (n > 0) {
                answer(lesson, kind, 1 + random(n), "-")
            }
        }
    }
    # The same work again, as it was and with a line more.
    for (i = 0; i < 12; i++) {
        lesson = lessons[2 + random(lesson_count - 1)]
        answer(lesson, i % 3 ? "solution" : "skeleton", 1, i % 2 ? i : "-")
    }
    n = split("crlf latin1 bom utf16 no_newline renamed junk forged beside",
              words, " ")
    for (i = 1; i <= n; i++) {
        broken(words[i], "pass", "100")
    }
    n = split("syntax unlinked other", words, " ")
    for (i = 1; i <= n; i++) {
        broken(words[i], "build", "0")
    }
    n = split("empty huge wrong_name two link link_folder fifo folder", words, " ")
    for (i = 1; i <= n; i++) {
        broken(words[i], "none", "0")
    }
    # Everybody who is left tries a trick in the lesson that tricks are for.
    for (k = 1; k <= lesson_count; k++) {
        lesson = lessons[k]
        n = have[lesson, "hostile"]
        j = n > 0 ? random(n) : 0
        for (i = 0; i < n && students_left(lesson) > 0; i++) {
            answer(lesson, "hostile", (i + j) % n + 1, "-")
        }
    }
}

function students_left(lesson, student, left)
{
    for (student = 1; student <= students; student++) {
        left += !((student, lesson) in taken)
    }
    return left
}

# Ten lessons a student, a right and a wrong answer in turn.
function plain_class(i, n, lesson, kind, student, words)
{
    n = split("01 02 03 06 07 08 12 13 18 24", words, " ")
    for (i = 0; i < count; i++) {
        student = int(i / n)
        lesson = numbered(words[i % n + 1])
        kind = (i + student) % 2 ? "mutant" : "solution"
        hand_in(student + 1, lesson, verdict[lesson, kind, 1],
                finding[lesson, kind, 1],
                points_of(verdict[lesson, kind, 1]), kind,
                path[lesson, kind, 1], i + 1)
    }
}

# The lesson of that number; the tree may lack it, then any.
function numbered(number, i)
{
    for (i = 1; i <= lesson_count; i++) {
        if (index(lessons[i], number "_") == 1) {
            return lessons[i]
        }
    }
    return lessons[1 + number % lesson_count]
}

END {
    if (count > 0) {
        plain_class()
    } else {
        whole_class()
    }
}
