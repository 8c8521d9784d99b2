const RADIUS = 106
const ROUND = 2 * Math.PI * RADIUS

interface Props {
  readonly label: string
  /** Steps that are over, and the one being done, of all of them. */
  readonly done: number
  readonly doing: boolean
  readonly of: number
}

/** A tap's true progress: what is over is solid, what is being done is pale, nothing turns by itself. */
export function Ring({ label, done, doing, of }: Props) {
  const over = done / of
  const reached = Math.min(1, (done + (doing ? 1 : 0)) / of)
  return (
    <svg
      className="ring"
      viewBox="0 0 240 240"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={done}
    >
      <circle className="ring__track" cx="120" cy="120" r={RADIUS} />
      <Arc className="ring__doing" share={reached} />
      <Arc className="ring__done" share={over} />
      <path
        className="ring__waves"
        d="M70 84a52 52 0 0 1 0 72M98 66a78 78 0 0 1 0 108M126 48a104 104 0 0 1 0 144"
      />
    </svg>
  )
}

function Arc({ className, share }: { readonly className: string; readonly share: number }) {
  if (share === 0) return null
  return (
    <circle
      className={className}
      cx="120"
      cy="120"
      r={RADIUS}
      transform="rotate(-90 120 120)"
      strokeDasharray={`${share * ROUND} ${ROUND}`}
    />
  )
}
