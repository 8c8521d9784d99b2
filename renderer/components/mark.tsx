export type MarkKind = 'good' | 'offline' | 'working' | 'attention' | 'bad'

/** Small shapes, one per kind of state, told apart without colour. */
export function Mark({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg className={`mark mark--${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  )
}

const SHAPES: Readonly<Record<MarkKind, React.JSX.Element>> = {
  good: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  offline: <circle cx="8" cy="8" r="4.75" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  working: (
    <>
      <circle cx="8" cy="8" r="4.75" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  attention: (
    <>
      <path
        d="M8 1.6 15 14H1z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path className="mark__hole" d="M8 6v3.4M8 11.8v.1" strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  bad: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.5" fill="currentColor" />
      <path
        className="mark__hole"
        d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
    </>
  ),
}
