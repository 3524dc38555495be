# reduce.awk: of arrows, "FROM TO" a line, prints those that no others imply.
# They make no circle.
function reaches(from, goal, arrows, i, count, list) {
    count = split(to[from], list, " ")
    for (i = 1; i <= count; i++)
        if (list[i] == goal ? arrows > 0 : reaches(list[i], goal, 1))
            return 1
    return 0
}
{
    arrow[NR] = $0
    to[$1] = to[$1] " " $2
}
END {
    for (i = 1; i <= NR; i++) {
        split(arrow[i], end, " ")
        if (!reaches(end[1], end[2], 0))
            print arrow[i]
    }
}
