import type { Language } from '#src/language.ts'

type Voice = Pick<SpeechSynthesisVoice, 'lang'>

/** The first voice of a language; null where the system has none. */
export const voiceOf = <V extends Voice>(voices: readonly V[], language: Language): V | null =>
  voices.find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language) ?? null

/** What the system can say now: it may find its voices a moment after the start. */
const voices = (): readonly SpeechSynthesisVoice[] =>
  'speechSynthesis' in window ? window.speechSynthesis.getVoices() : []

export const hasVoice = (language: Language): boolean => voiceOf(voices(), language) !== null

/** Reads a text, in place of whatever is being read; nothing where there is no voice. */
export function say(text: string, language: Language): void {
  const voice = voiceOf(voices(), language)
  if (!voice) return
  hush()
  const words = new SpeechSynthesisUtterance(text)
  words.voice = voice
  words.lang = voice.lang
  window.speechSynthesis.speak(words)
}

export function hush(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel()
}
