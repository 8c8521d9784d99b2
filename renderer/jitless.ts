import { z } from 'zod'

// Imported before any schema: zod would try to compile them with `new Function`, which the page's
// policy forbids and reports.
z.config({ jitless: true })
