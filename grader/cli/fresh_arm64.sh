#!/bin/sh
# fresh_arm64.sh: proves the kit on a fresh Debian for aarch64, which is what a
# container or a virtual machine on a recent Mac is: make fresh ARCH=arm64.
#
# A whole machine is emulated, kernel and all: a processor alone would not show
# the address space that such a machine has. debootstrap fetches the packages,
# which are unpacked, not installed: their scripts would run for half an hour,
# and a compiler needs none of them. The disk is kept under build/fresh/arm64/,
# and no run changes it. What is proved is in fresh_inside.sh; L= chooses lessons
# to try. JOBS= says how many processors the machine has. So far the
# machine was seen to start and to run programs, but no whole run to its end.
. grader/cli/common.sh
. grader/cli/fresh_parts.sh

suite=${SUITE:-bookworm}
dir=$PWD/build/fresh/arm64
root=$dir/root
disk=$dir/disk.img
kernel=$dir/kernel
first=$dir/first

if [ "$(id -u)" -ne 0 ]; then
    echo "make fresh needs root, to make a Debian in build/fresh."
    echo "Nothing was proved. Next: sudo make fresh ARCH=arm64"
    exit 77
fi
for program in qemu-system-aarch64 debootstrap cpio depmod mke2fs; do
    command -v "$program" >/dev/null || {
        echo "There is no $program here. Nothing was proved."
        echo "Next: make setup FOR=fresh_arm64"
        exit 77
    }
done

# Beside what the README's two commands install: the second compiler, and what
# the explorer's tests use. The emulated machine has no network.
packages=$({
    for compiler in gcc clang; do
        CC=$compiler sh grader/cli/setup.sh --list check
    done
    printf '%s\n' make g++ jq procps busybox-static
} | sort -u | tr '\n' ' ')

# ---- The machine -------------------------------------------------------------

# unpack PATTERN: what a package that was fetched holds, into $kernel.
unpack() {
    find "$root/var/cache/apt/archives" -name "$1_*.deb" \
        -exec dpkg-deb -x {} "$kernel" \;
}

# The kernel can't read its disk before it has these modules, in this order.
# Whatever begins like VARIABLE=value on the kernel's command line is in the
# environment of the first program.
make_kernel() {
    rm -rf "$kernel" "$first"
    mkdir -p "$kernel" "$first/modules"
    unpack busybox-static
    unpack 'linux-image-[0-9]*'
    find "$kernel" -name '*.ko.xz' -exec xz -d {} +
    version=$(basename "$(echo "$kernel"/lib/modules/*)")
    depmod -b "$kernel" "$version"
    number=100
    for module in virtio_pci virtio_blk ext4; do
        modprobe -d "$kernel" -S "$version" --show-depends "$module"
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
        while read -r file; do
            number=$((number + 1))
            cp "$file" "$first/modules/$number.ko"
        done
    cp "$kernel/bin/busybox" "$first/busybox"
    cat >"$first/init" <<'END'
#!/busybox sh
/busybox mkdir -p /dev /new
/busybox mount -t devtmpfs devtmpfs /dev
for module in /modules/*; do
    /busybox insmod "$module"
done
until [ -b /dev/vda ]; do
    /busybox sleep 1
done
/busybox mount -t ext4 /dev/vda /new
/busybox mount --move /dev /new/dev
exec /busybox switch_root /new /first.sh
END
    chmod +x "$first/init"
    (cd "$first" && find . | cpio --quiet -o -H newc | gzip) >"$dir/first.gz"
    cp "$kernel/boot/vmlinuz-$version" "$dir/vmlinuz"
}

# Debian's root folder has links in it, to be kept. What the packages' scripts
# would have done for a compiler and a shell is little.
make_root() {
    archives=$root/var/cache/apt/archives
    for package in "$archives"/*.deb; do
        case $package in
        */linux-image*) ;;
        *) dpkg-deb --fsys-tarfile "$package" |
            tar -xf - --keep-directory-symlink -C "$root" ;;
        esac
    done
    rm -rf "$archives" "$root/debootstrap" "$root/proc"
    for file in passwd group; do
        cp "$root/usr/share/base-passwd/$file.master" "$root/etc/$file"
    done
    echo 'learner:x:1000:1000::/home/learner:/bin/sh' >>"$root/etc/passwd"
    echo 'learner:x:1000:' >>"$root/etc/group"
    ln -sf mawk "$root/usr/bin/awk"
}

# What the machine does instead of starting up as a Debian does.
make_first() {
    cat >"$root/first.sh" <<'END'
#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8
for kind in proc:/proc sysfs:/sys devpts:/dev/pts tmpfs:/dev/shm tmpfs:/run; do
    mkdir -p "${kind#*:}"
    mount -t "${kind%:*}" "${kind%:*}" "${kind#*:}"
done
ln -s /proc/self/fd /dev/fd
busybox ip link set lo up
mkdir -p /home/learner/lockstep
cd /home/learner/lockstep && tar -xf /dev/vdb
chown -R learner:learner /home/learner
setpriv --reuid=learner --regid=learner --init-groups \
    env HOME=/home/learner sh grader/cli/fresh_inside.sh $L
sync
busybox poweroff -f
END
    chmod +x "$root/first.sh"
}

# machine OPTION...: runs it until it turns itself off; shows what it says.
machine() {
    qemu-system-aarch64 -M virt -cpu cortex-a72 -m 4096 \
        -smp "${JOBS:-$(nproc)}" -accel tcg,thread=multi \
        -display none -monitor none -serial stdio -nic none -no-reboot \
        -kernel "$dir/vmlinuz" -initrd "$dir/first.gz" \
        -append "console=ttyAMA0 quiet panic=-1 L=\"$tried\"" \
        -drive file="$disk",format=raw,if=none,id=disk,cache=unsafe \
        -device virtio-blk-pci,drive=disk "$@" </dev/null |
        sed -u 's/\r$//'
}

make_machine() {
    mirror=$(source_of "$suite")
    mirror=${mirror:-http://deb.debian.org/debian}
    echo "Debian ($suite, arm64) from $mirror"
    rm -rf --one-file-system "$root" "$disk" "$disk.new"
    mkdir -p "$root"
    fetch_debian --foreign --arch=arm64 \
        --include="$(echo "$packages"linux-image-cloud-arm64 | tr ' ' ,)" \
        "$suite" "$root" || return 1
    make_kernel
    make_root
    make_first
    mke2fs -q -F -t ext4 -d "$root" "$disk.new" 8G >/dev/null
    rm -rf --one-file-system "$root"
    mv "$disk.new" "$disk"
    echo "$suite $packages" >"$dir/installed"
}

tried=$(lessons_chosen "$@" | tr '\n' ' ')
mkdir -p "$dir"
begun=$(date +%s)
if [ ! -e "$disk" ] ||
    [ "$(cat "$dir/installed")" != "$suite $packages" ]; then
    make_machine || { echo "There is no fresh Debian to try on."; exit 1; }
    echo "  (the machine took $(($(date +%s) - begun)) s)"
fi
tree_pack >"$dir/tree.tar"
machine -snapshot -device virtio-blk-pci,drive=tree \
    -drive file="$dir/tree.tar",format=raw,if=none,id=tree |
    tee "$dir/screen.txt"
echo "make fresh took $(($(date +%s) - begun)) s"
tail -n 20 "$dir/screen.txt" | grep '^[0-9]* passed, [0-9]* failed$' || {
    echo "The machine did not come to an end; see $dir/screen.txt"
    exit 1
}
! grep -q '^  NOT OK' "$dir/screen.txt"
