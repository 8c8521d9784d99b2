import type { StationInfo } from '#src/ipc/station.ts'

/** Points to where the reader really stands. */
export const ReaderArrow = ({ at }: { readonly at: StationInfo['readerAt'] }) => (
  <svg className={`reader-arrow reader-arrow--${at}`} viewBox="0 0 240 400" aria-hidden="true">
    <path d="M120 20v340M24 264l96 100 96-100" />
  </svg>
)
