#!/bin/sh
# Takes back what install.sh did. /var/lib/tapsyr stays, with the account that owns it: the journal is money.
#   uninstall.sh [--root DIR]
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=''
case ${1:-} in
  --root) root=$(CDPATH='' cd -- "${2:?a folder comes after --root}" && pwd) ;;
  '') [ "$(id -u)" = 0 ] || { printf 'uninstall.sh: needs root\n' >&2 && exit 77; } ;;
  *) printf 'usage: uninstall.sh [--root DIR]\n' >&2 && exit 64 ;;
esac
[ "$root" != / ] || root=''
running() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

running && { systemctl stop tapsyr tapsyr-x11 || true; }

units=$root/etc/systemd/system
rm -f "$units/multi-user.target.wants/tapsyr.service" "$units/tapsyr.service.d/x11.conf"
[ "$(readlink "$units/getty@tty1.service")" != /dev/null ] || rm -f "$units/getty@tty1.service"

# What the Debian package has put into /usr/lib is the package's to remove.
folders='etc usr'
[ ! -e "$root/var/lib/dpkg/info/tapsyr.list" ] || folders=etc
cd "$here/system"
# shellcheck disable=SC2086 # two words
find $folders -type f | while read -r file; do
  rm -f "$root/$file"
done
rmdir "$units/tapsyr.service.d" 2>/dev/null || true

running && { systemctl daemon-reload; udevadm control --reload || true; }
printf 'Kept: /var/lib/tapsyr and the account tapsyr\n'
