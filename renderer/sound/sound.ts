export type Sound = 'accepted' | 'declined' | 'attention'

interface Note {
  readonly hertz: number
  /** Seconds after the sound begins. */
  readonly at: number
  readonly lasts: number
  readonly loudness: number
}

/** Told apart without looking: two notes up, two low notes down, one soft note. */
const SOUNDS: Readonly<Record<Sound, readonly Note[]>> = {
  accepted: [
    { hertz: 659.3, at: 0, lasts: 0.14, loudness: 0.25 },
    { hertz: 987.8, at: 0.13, lasts: 0.3, loudness: 0.25 },
  ],
  declined: [
    { hertz: 233.1, at: 0, lasts: 0.2, loudness: 0.35 },
    { hertz: 174.6, at: 0.22, lasts: 0.36, loudness: 0.35 },
  ],
  attention: [{ hertz: 523.3, at: 0, lasts: 0.3, loudness: 0.15 }],
}

let context: AudioContext | undefined

/**
 * Opens the audio device, which takes a tenth of a second: before the first sale, not between the
 * first card's signature and its result.
 */
export function prepareSound(): void {
  try {
    context ??= new AudioContext()
  } catch {
    // No audio device.
  }
}

/** Plays a sound, or nothing at all where there is no audio: the screen says the same. */
export function play(sound: Sound): void {
  prepareSound()
  if (!context) return
  context.resume().catch(() => undefined)
  for (const note of SOUNDS[sound]) playNote(context, note)
}

function playNote(audio: AudioContext, { hertz, at, lasts, loudness }: Note): void {
  const start = audio.currentTime + at
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: hertz })
  const volume = new GainNode(audio, { gain: 0 })
  // A short rise and a long fall: a bare sine would click at both ends.
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(loudness, start + 0.012)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + lasts)
  tone.connect(volume).connect(audio.destination)
  tone.start(start)
  tone.stop(start + lasts)
}
