import { app, Menu, session } from 'electron'
import { APP_ORIGIN, CUSTOMER_ORIGIN } from '../windows/app-protocol.ts'

/** Only a database that the system may not throw away; a kiosk needs no other right. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['persistent-storage'])

/** Chromium's word for a certificate that is refused. */
const REFUSED = -2

/** No page of ours goes anywhere else, opens windows, gets a permission, a file or a device. */
export function lockDown(): void {
  Menu.setApplicationMenu(null)
  // One word in the environment would have Node take any certificate for a node of the chain.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  app.on('web-contents-created', (_event, contents) => {
    // Peer connections obey no content policy: without UDP, and with no proxy to be had, they stay at home.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // Its own address is where a page starts anew, when its database has lost rows.
    contents.on('will-navigate', (event) => {
      if (event.url !== contents.getURL()) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    // Electron would choose the first one that is found.
    contents.on('select-bluetooth-device', (event, _found, choose) => {
      event.preventDefault()
      choose('')
    })
  })
  session.defaultSession.setPermissionRequestHandler((_contents, permission, allow, { requestingUrl }) =>
    allow(isAllowed(permission, requestingUrl)),
  )
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin),
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
  // Whichever a page asks for, none is chosen.
  session.defaultSession.on('select-hid-device', (event, _found, choose) => {
    event.preventDefault()
    choose(null)
  })
  session.defaultSession.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  session.defaultSession.on('select-usb-device', (event, _found, choose) => {
    event.preventDefault()
    choose()
  })
  session.defaultSession.on('will-download', (event) => event.preventDefault())
  // No page loads anything over TLS, so no certificate is a good one.
  session.defaultSession.setCertificateVerifyProc((_request, answer) => answer(REFUSED))
  // Whatever a page might be brought to ask for, it leaves by app:// or not at all.
  session.defaultSession.webRequest.onBeforeRequest(({ url }, proceed) =>
    proceed({ cancel: !url.startsWith(`${APP_ORIGIN}/`) && !url.startsWith(`${CUSTOMER_ORIGIN}/`) }),
  )
  // The page has no network, so its only way to one is a proxy where nobody listens.
  void session.defaultSession.setProxy({
    proxyRules: 'socks5://127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  })
}

/** The customer's screen keeps nothing, and so needs no right at all. */
const isAllowed = (permission: string, from: string): boolean =>
  from.startsWith(APP_ORIGIN) && ALLOWED_PERMISSIONS.has(permission)
