import { expect, it } from 'vitest'
import { cardStanding, cardStandingSchema, riskStanding } from '#src/risk/standing.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'

const { content, issuer } = CERTIFICATE
const certificate = { ...content, issuer }

it('a certificate comes before what the card has paid here, with its issuer, tier and number', () => {
  for (const isGood of [true, false])
    expect(cardStanding(certificate, isGood)).toEqual({ kind: 'certified', issuer, tier: 2, serial: 347 })
  expect([cardStanding(null, true), cardStanding(null, false)]).toEqual([
    { kind: 'known-good' },
    { kind: 'unknown' },
  ])
})

it('a decision gets its limits: 25 and 60 USDC', () => {
  expect(riskStanding(certificate, true)).toEqual({
    ...{ kind: 'certified', certificate: { offlineLimit: 25_000_000n, windowLimit: 60_000_000n } },
  })
  expect([riskStanding(null, true), riskStanding(null, false)]).toEqual([
    { kind: 'known-good' },
    { kind: 'unknown' },
  ])
})

it('the journal takes it as it was made', () => {
  for (const made of [cardStanding(certificate, false), cardStanding(null, true), cardStanding(null, false)])
    expect(cardStandingSchema.parse(made)).toEqual(made)
})
