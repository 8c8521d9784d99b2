/** What the kiosk's guest loads before Debian starts: a disk, a screen, keys, and a virtual USB bus. */
export const KIOSK_MODULES = [
  ['virtio_pci'],
  ['virtio_blk'],
  ['ext4'],
  ['virtio_console'],
  ['9pnet_virtio'],
  ['9p'],
  ['autofs4'],
  ['virtio_gpu'],
  ['evdev'],
  ['virtio_input'],
  ['usbhid'],
  // Without it no /dev/hidraw* appears.
  ['hid-generic'],
  ['dummy_hcd', 'num=2'],
  ['libcomposite'],
  ['usb_f_hid'],
]

/** What docs/operating.md has an operator install, for Wayland and for X. */
const KIOSK_PACKAGES = [
  ...['cage', 'xwayland', 'seatd', 'pcscd', 'libccid'],
  ...['xserver-xorg-core', 'xserver-xorg-input-libinput'],
]

/** What any Debian 12 has that runs systemd. */
const DEBIAN_PACKAGES = ['systemd', 'systemd-sysv', 'dbus', 'udev', 'kmod', 'polkitd', 'procps', 'util-linux']

/** The first choice of each package that the .deb depends on. */
const dependencies = (control) =>
  (control.match(/^Depends: (.*)$/m)?.[1] ?? '')
    .split(',')
    .map((choice) =>
      choice
        .split('|')[0]
        .replace(/\(.*\)/, '')
        .trim(),
    )
    .filter((name) => name !== '')

export const packagesFor = (control) =>
  [...new Set([...DEBIAN_PACKAGES, ...KIOSK_PACKAGES, ...dependencies(control)])].sort()

/** What makes the guest's disk, beside what the lab needs. */
export const KIOSK_TOOLS = [
  { command: 'mmdebstrap', package: 'mmdebstrap' },
  { command: 'mkfs.ext4', package: 'e2fsprogs' },
]
