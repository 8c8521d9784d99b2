import { expect, test } from 'vitest'
import { createListeners } from '#drivers/link/listeners.ts'

test('tells every listener, in the order in which they came', () => {
  const listeners = createListeners<string>()
  const heard: string[] = []
  listeners.add((value) => heard.push(`first ${value}`))
  listeners.add((value) => heard.push(`second ${value}`))
  listeners.emit('a')
  listeners.emit('b')
  expect(heard).toEqual(['first a', 'second a', 'first b', 'second b'])
})

test('tells a listener nothing from before it came or after it left', () => {
  const listeners = createListeners<number>()
  const heard: number[] = []
  listeners.emit(1)
  const leave = listeners.add((value) => heard.push(value))
  listeners.emit(2)
  leave()
  listeners.emit(3)
  expect(heard).toEqual([2])
})

test('one function added twice is two listeners, and leaves once for each', () => {
  const listeners = createListeners<number>()
  const heard: number[] = []
  const listen = (value: number) => heard.push(value)
  const leave = listeners.add(listen)
  listeners.add(listen)
  listeners.emit(1)
  leave()
  leave()
  listeners.emit(2)
  expect(heard).toEqual([1, 1, 2])
})

test('a listener that leaves while it is told takes no other’s turn away', () => {
  const listeners = createListeners<number>()
  const heard: string[] = []
  const leave = listeners.add(() => {
    heard.push('leaves')
    leave()
  })
  listeners.add(() => heard.push('stays'))
  listeners.emit(1)
  listeners.emit(2)
  expect(heard).toEqual(['leaves', 'stays', 'stays'])
})

test('a listener that comes while others are told waits for the next value', () => {
  const listeners = createListeners<number>()
  const heard: number[] = []
  const leave = listeners.add(() => {
    leave()
    listeners.add((value) => heard.push(value))
  })
  listeners.emit(1)
  expect(heard).toEqual([])
  listeners.emit(2)
  expect(heard).toEqual([2])
})
