#!/bin/busybox sh
# First process of the lab's guest: makes the host's files and a virtual USB bus out of an empty
# machine, runs /command among them, says its exit status on the console and switches the power off.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

while read -r module parameters; do
  insmod "/modules/$module" $parameters || echo "lab: cannot load $module"
done < /modules/list

# The host's own root, read-only; what is written here stays in memory.
share='trans=virtio,version=9p2000.L,msize=1048576'
mount -t 9p -o "$share,ro,cache=loose" host /host
mount -t tmpfs tmpfs /upper
mkdir /upper/files /upper/work
mount -t overlay -o lowerdir=/host,upperdir=/upper/files,workdir=/upper/work overlay /root

mount -t proc proc /root/proc
mount -t sysfs sysfs /root/sys
mount -t configfs configfs /root/sys/kernel/config
mount -t devtmpfs devtmpfs /root/dev
mkdir -p /root/dev/pts
mount -t devpts devpts /root/dev/pts
# The one folder of the host that takes what is written.
mkdir /root/lab-results
mount -t 9p -o "$share" results /root/lab-results
ip link set lo up

echo "lab: up after $(cut -d' ' -f1 /proc/uptime) s"
cp /command /root/lab-command
chroot /root /bin/sh /lab-command
echo "lab: exit $?"
poweroff -f
