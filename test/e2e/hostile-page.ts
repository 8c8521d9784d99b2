// Both run in the page, so they must need nothing from outside themselves.

/** Tries to run text as a program; gives back the ways that worked. */
export async function runWhatMayNotRun(): Promise<string[]> {
  const ran: string[] = []
  const mark = (name: string) => Object.assign(window, { [name]: () => ran.push(name) })
  for (const name of ['inline', 'appended', 'handler', 'evaluated', 'made', 'timed']) mark(name)
  const attempts: (() => unknown)[] = [
    () => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'inline()' }))
    },
    () => {
      const script = document.createElement('script')
      script.append('appended()')
      document.body.append(script)
    },
    () => {
      const image = document.createElement('img')
      image.setAttribute('onerror', 'handler()')
      image.src = 'data:,'
      document.body.append(image)
    },
    // biome-ignore lint/security/noGlobalEval: that is the point.
    () => window.eval('evaluated()'),
    () => new Function('made()')(),
    () => setTimeout('timed()'),
  ]
  // A debugger may evaluate what a page may not: wait until it has let go of this call.
  await new Promise((resolve) => setTimeout(resolve))
  for (const attempt of attempts) {
    try {
      attempt()
    } catch {
      // Refused out loud.
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  return ran
}

interface Devices {
  getDevices?(): Promise<unknown[]>
  getPorts?(): Promise<unknown[]>
  requestDevice?(options: object): Promise<unknown>
  requestPort?(): Promise<unknown>
}

declare global {
  /** What Chromium has beyond TypeScript's own list. */
  interface Navigator {
    readonly usb?: Devices
    readonly hid?: Devices
    readonly serial?: Devices
    readonly bluetooth?: Devices
  }
}

/** Asks for everything a page can be granted; gives back what it got. */
export async function askForRights(): Promise<string[]> {
  const { usb, hid, serial, bluetooth } = navigator
  const filters: unknown[] = []
  const asked: Record<string, Promise<unknown> | undefined> = {
    geolocation: new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    camera: navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: navigator.mediaDevices.getDisplayMedia(),
    clipboard: navigator.clipboard.readText(),
    notifications: Notification.requestPermission().then(
      (answer) => answer === 'granted' || Promise.reject(),
    ),
    usb: usb?.requestDevice?.({ filters }),
    hid: hid
      ?.requestDevice?.({ filters })
      .then((devices) => (Array.isArray(devices) && devices.length > 0) || Promise.reject()),
    serial: serial?.requestPort?.(),
    bluetooth: bluetooth?.requestDevice?.({ acceptAllDevices: true }),
  }
  const got: string[] = []
  for (const [name, promise] of Object.entries(asked))
    await promise?.then(
      () => got.push(name),
      () => undefined,
    )
  return got
}
