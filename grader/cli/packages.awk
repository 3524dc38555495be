# packages.awk: what another system calls Debian's packages; -v column=SYSTEM.
#
# Reads packages.txt, then Debian's names, one a line. A name that the table
# does not have is the same everywhere; `-` stands for none.
/^#/ { next }
FNR == NR && !named {
    for (i = 1; i <= NF; i++)
        if ($i == column)
            named = i
    next
}
FNR == NR {
    name[$1] = $named
    next
}
NF {
    other = $1 in name ? name[$1] : $1
    gsub(/,/, "\n", other)
    if (other != "-")
        print other
}
