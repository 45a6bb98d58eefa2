/** A small bell, made on the spot. Whether it may be heard is its ringer's to know. */

/** Partials of a bell: their pitch to the strike note, loudness and length. */
const PARTIALS = [[0.5, 0.35, 1.1], [1, 1, 0.9], [1.19, 0.4, 0.6], [2, 0.3, 0.45], [2.74, 0.12, 0.25]] as const

let audio: AudioContext | undefined

function wake(): void {
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume()
}

/** Browsers keep a page silent until its person has touched it; who has just signed in here has. */
export function readySound(): () => void {
  if ((navigator as Partial<Navigator>).userActivation?.hasBeenActive) wake()
  window.addEventListener('pointerdown', wake)
  window.addEventListener('keydown', wake)
  return () => {
    window.removeEventListener('pointerdown', wake)
    window.removeEventListener('keydown', wake)
  }
}

export function strike(note: number, loudness: number, after_s: number): void {
  if (audio?.state !== 'running') return
  const start = audio.currentTime + after_s
  for (const [pitch, share, length_s] of PARTIALS) {
    const tone = audio.createOscillator()
    const gain = audio.createGain()
    tone.frequency.value = note * pitch
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness * share, start + 0.006)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length_s)
    tone.connect(gain).connect(audio.destination)
    tone.start(start)
    tone.stop(start + length_s)
  }
}
