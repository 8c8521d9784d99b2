// Runs in the browser as it stands. Everything shown comes from the stream; buttons only ask.

const element = (id) => document.getElementById(id)

const act = (action) =>
  fetch('act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  })

function cardButton(name) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'card'
  for (const part of ['name', 'note', 'action']) {
    const span = document.createElement('span')
    span.className = `card__${part}`
    button.append(span)
  }
  button.addEventListener('click', () =>
    act(button.getAttribute('aria-pressed') === 'true' ? { do: 'remove' } : { do: 'tap', card: name }),
  )
  const item = document.createElement('li')
  item.append(button)
  element('cards').append(item)
  return button
}

const buttons = new Map()

function showCards({ cards, signing }) {
  for (const { name, note, address, onReader } of cards) {
    if (!buttons.has(name)) buttons.set(name, cardButton(name))
    const button = buttons.get(name)
    button.setAttribute('aria-pressed', String(onReader))
    const [title, words, action] = button.children
    title.textContent = name
    words.textContent = address ? `${note} · ${address}` : note
    action.textContent = onReader ? 'Take away' : 'Tap'
  }
  const lying = cards.find((card) => card.onReader)
  element('reader').textContent = lying
    ? `On the reader: ${lying.name}${signing ? ', signing' : ''}`
    : 'Nothing on the reader'
}

function showSwitch(id, isWell, words) {
  element(id).setAttribute('aria-checked', String(isWell))
  element(id).querySelector('.switch__state').textContent = isWell ? words.well : words.ill
}

const isWell = (id) => element(id).getAttribute('aria-checked') === 'true'

let shown = 0

function showReceipts(count) {
  element('none').hidden = count > 0
  for (; shown < count; shown += 1) {
    const picture = document.createElement('img')
    picture.src = `receipts/${shown}.png`
    picture.alt = `Printed receipt ${shown + 1}`
    const item = document.createElement('li')
    item.append(picture)
    element('receipts').prepend(item)
  }
}

function show(state) {
  showCards(state)
  showSwitch('network', state.networkUp, { well: 'Up', ill: 'Cut' })
  showSwitch('paper', !state.paperOut, { well: 'In', ill: 'Out' })
  showSwitch('cover', !state.coverOpen, { well: 'Closed', ill: 'Open' })
  element('balance').textContent = `${state.chain.merchantBalance} USDC`
  element('paid').textContent = state.chain.paid
  element('block').textContent = state.chain.block
  showReceipts(state.receipts)
}

element('network').addEventListener('click', () => act({ do: 'network', up: !isWell('network') }))
element('paper').addEventListener('click', () => act({ do: 'paper', out: isWell('paper') }))
element('cover').addEventListener('click', () => act({ do: 'cover', open: isWell('cover') }))

new EventSource('events').addEventListener('message', (event) => show(JSON.parse(event.data)))
