#!/bin/busybox sh
# First process of the kiosk's guest: loads what its disk and its screen need, and hands over to Debian's systemd.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
while read -r module parameters; do
  insmod "/modules/$module" $parameters || echo "kiosk: cannot load $module"
done < /modules/list
mount -t ext4 /dev/vda /root
for folder in proc sys dev; do mount --move /$folder /root/$folder; done
exec switch_root /root /lib/systemd/systemd
