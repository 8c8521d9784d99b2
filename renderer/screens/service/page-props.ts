import type { Overview } from '#src/ipc/maintenance.ts'
import type { Snapshot, TerminalView } from '../../view.ts'
import type { ServiceLink } from './link.ts'
import type { Page } from './pages.ts'
import type { Samples } from './samples.ts'
import type { Loaded } from './use-loaded.ts'

/** What every page of the technician's may need. */
export interface PageProps {
  readonly link: ServiceLink
  readonly snapshot: Snapshot
  readonly terminal: TerminalView
  readonly overview: Loaded<Overview>
  readonly samples: Samples
  readonly onPage: (page: Page) => void
}
