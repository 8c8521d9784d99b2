import { expect, it } from 'vitest'
import { createTurns } from '#drivers/escpos/turns.ts'

it('starts a task only when the one before it has ended', async () => {
  const run = createTurns()
  const story: string[] = []
  let finish: () => void = () => {}
  const first = run(async () => {
    story.push('first begins')
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    story.push('first ends')
  })
  const second = run(async () => void story.push('second'))
  await Promise.resolve()
  finish()
  await Promise.all([first, second])
  expect(story).toEqual(['first begins', 'first ends', 'second'])
})

it('goes on after a task that broke', async () => {
  const run = createTurns()
  await expect(run(() => Promise.reject(new Error('bug')))).rejects.toThrow('bug')
  expect(await run(async () => 'next')).toBe('next')
})
