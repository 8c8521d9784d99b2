#!/bin/sh
# Makes a Debian 12 machine, or the image of one, a kiosk that runs the terminal in /opt/Tapsyr. Can be run
# again at any time, and is by the package after an upgrade. What it puts where is what stands in system/.
#   install.sh [--root DIR] [--x11]
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root='' x11=no
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=${2:?a folder comes after --root} && shift ;;
    --x11) x11=yes ;;
    *) printf 'usage: install.sh [--root DIR] [--x11]\n' >&2 && exit 64 ;;
  esac
  shift
done
if [ -n "$root" ]; then
  root=$(CDPATH='' cd -- "$root" && pwd) # fails where there is no such folder
  [ "$root" != / ] || root=''
elif [ "$(id -u)" != 0 ]; then
  printf 'install.sh: needs root\n' >&2
  exit 77
fi

cd "$here/system"
find . -type f | while read -r file; do
  mkdir -p "$root/${file%/*}"
  install -m 0644 "$file" "$root/$file"
done

units=$root/etc/systemd/system
mkdir -p "$units/multi-user.target.wants"
ln -sfn ../tapsyr.service "$units/multi-user.target.wants/tapsyr.service"
# tty1 is the terminal's; logind would put a login prompt there.
ln -sfn /dev/null "$units/getty@tty1.service"
if [ "$x11" = yes ]; then
  mkdir -p "$units/tapsyr.service.d"
  install -m 0644 "$here/tapsyr-x11.conf" "$units/tapsyr.service.d/x11.conf"
elif [ -e "$units/tapsyr.service.d/x11.conf" ]; then
  # An upgrade keeps what was chosen.
  install -m 0644 "$here/tapsyr-x11.conf" "$units/tapsyr.service.d/x11.conf"
fi

# An image makes its account and folders at its first start, from sysusers.d and tmpfiles.d.
[ -z "$root" ] || exit 0
systemd-sysusers /usr/lib/sysusers.d/tapsyr.conf
systemd-tmpfiles --create /usr/lib/tmpfiles.d/tapsyr.conf
if command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger || true
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl try-restart systemd-journald || true
fi
needed='cage Xwayland seatd'
[ ! -e "$units/tapsyr.service.d/x11.conf" ] || needed=Xorg
for program in $needed; do
  command -v "$program" >/dev/null || printf 'install.sh: %s is not installed yet\n' "$program" >&2
done
printf 'The terminal starts with the machine. Now: systemctl start tapsyr (or restart it)\n'
