/**
 * Tries every way a page has to reach a port of this machine; gives back those that were not
 * refused. Runs in the page, so it must need nothing from outside itself.
 */
export async function reachOut(port: number): Promise<string[]> {
  const url = `http://127.0.0.1:${port}/`
  const reached: string[] = []
  const loaded = (element: HTMLElement, name: string) =>
    new Promise<void>((resolve) => {
      element.addEventListener('load', () => resolve(void reached.push(name)))
      element.addEventListener('error', () => resolve())
      document.body.append(element)
    })
  const tries: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(url, { mode: 'no-cors' }).then(() => reached.push('fetch')),
    request: () =>
      new Promise<void>((resolve) => {
        const request = new XMLHttpRequest()
        request.addEventListener('load', () => reached.push('request'))
        request.addEventListener('loadend', () => resolve())
        request.open('GET', url)
        request.send()
      }),
    image: () => loaded(Object.assign(new Image(), { src: `${url}a.png` }), 'image'),
    style: () =>
      loaded(
        Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${url}a.css` }),
        'style',
      ),
    frame: async () => {
      document.body.append(Object.assign(document.createElement('iframe'), { src: url }))
    },
    socket: () =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/`)
        socket.addEventListener('open', () => reached.push('socket'))
        socket.addEventListener('close', () => resolve())
      }),
    events: () =>
      new Promise<void>((resolve) => {
        const events = new EventSource(url)
        events.addEventListener('error', () => resolve(events.close()))
      }),
    beacon: async () => navigator.sendBeacon(url, 'x'),
    form: async () => {
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post' })
      document.body.append(form)
      form.submit()
    },
    download: async () => {
      const link = Object.assign(document.createElement('a'), { href: url, download: 'a' })
      document.body.append(link)
      link.click()
    },
    // What a peer connection asks of its STUN and TURN servers is subject to no content policy.
    peer: () => gather(`stun:127.0.0.1:${port}`),
    relay: () => gather(`turn:127.0.0.1:${port}?transport=tcp`),
  }
  function gather(urls: string): Promise<void> {
    const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] })
    peer.createDataChannel('x')
    return new Promise<void>((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') resolve(peer.close())
      })
      void peer.createOffer().then((offer) => peer.setLocalDescription(offer))
    })
  }
  // Some refusals are silence: nobody waits for those longer than this.
  const patience = () => new Promise((resolve) => setTimeout(resolve, 2000))
  for (const attempt of Object.values(tries))
    await Promise.race([attempt().catch(() => undefined), patience()])
  return reached
}
