export type ResultKind = 'paid' | 'offline' | 'declined'

/** The large shape of a result: circle and tick, the same with a clock, square and cross. */
export function ResultShape({ kind }: { readonly kind: ResultKind }) {
  return (
    <svg className="result-shape" viewBox="0 0 176 176" aria-hidden="true">
      {kind === 'declined' ? <SquareAndCross /> : <CircleAndTick />}
      {kind === 'offline' && <Clock />}
    </svg>
  )
}

const CircleAndTick = () => (
  <>
    <circle className="result-shape__body" cx="84" cy="84" r="84" />
    <path className="result-shape__line" d="m46 88 26 26 50-54" strokeWidth="16" />
  </>
)

const SquareAndCross = () => (
  <>
    <rect className="result-shape__body" x="4" y="4" width="160" height="160" rx="28" />
    <path className="result-shape__line" d="m52 52 64 64m0-64-64 64" strokeWidth="18" />
  </>
)

const Clock = () => (
  <>
    <circle className="result-shape__clock" cx="140" cy="140" r="32" strokeWidth="6" />
    <path className="result-shape__hands" d="M140 122v19l11 7" strokeWidth="6" />
  </>
)
