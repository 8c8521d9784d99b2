import { PRINTER_PROFILES, type PrinterProfile } from './profile.ts'

/** What a printer says of itself (GS I 66 and 67). */
export interface PrinterIdentity {
  readonly maker: string
  readonly model: string
}

interface KnownModel {
  readonly maker: RegExp
  readonly model: RegExp
  /** On paper of 80 mm; each has the same pages on 58 mm. */
  readonly profile: PrinterProfile
}

const { 'epson-80': epson80, 'epson-512': epson512, 'generic-80': generic80 } = PRINTER_PROFILES
const epsonWithoutKazakh = { ...generic80, startsInKanji: false }

// The first that fits. Models with KZ-1048 and those with 512 dots: escpos-printer-db. A model that
// is not named there is not trusted with Kazakh: its Kazakh lines are drawn.
const MODELS: readonly KnownModel[] = [
  { maker: /^EPSON/i, model: /^TM-(T88(II|V)|T70II)$/, profile: epson512 },
  { maker: /^EPSON/i, model: /^TM-(T20(II|III)|m30III)$/, profile: epson80 },
  { maker: /^EPSON/i, model: /^TM-(T88|T70|T90|L90)/, profile: { ...epsonWithoutKazakh, columns: 42 } },
  { maker: /^EPSON/i, model: /^TM-[TmLP]/, profile: epsonWithoutKazakh },
  { maker: /^BIXOLON/i, model: /^SRP-350(III)?$/, profile: PRINTER_PROFILES['bixolon-512'] },
  { maker: /^BIXOLON/i, model: /^SRP-/, profile: PRINTER_PROFILES['bixolon-80'] },
  { maker: /^CITIZEN/i, model: /^CT-/, profile: PRINTER_PROFILES['citizen-80'] },
  { maker: /^STAR/i, model: /./, profile: PRINTER_PROFILES['star-80'] },
  { maker: /^XPRINTER/i, model: /./, profile: PRINTER_PROFILES['xprinter-80'] },
]

/**
 * The profile for this printer with the paper that was configured, which it cannot tell. An
 * unknown one gets nothing that it must know: all that is not ASCII is drawn.
 */
export function profileFor(
  identity: PrinterIdentity | undefined,
  configured: PrinterProfile,
): PrinterProfile {
  const known = MODELS.find(
    ({ maker, model }) => identity && maker.test(identity.maker) && model.test(identity.model),
  )
  if (known === undefined) return { ...configured, asksModel: false }
  return configured.columns === 32 ? { ...known.profile, columns: 32 } : known.profile
}
