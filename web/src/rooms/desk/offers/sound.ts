/** Two strokes of the bell for an offer, one soft stroke for a message elsewhere. */
import { strike } from '~/ui/bell'

const KEPT = 'beffroi-sound'

export function soundOn(): boolean {
  return localStorage.getItem(KEPT) !== 'off'
}

export function setSound(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off')
  if (on) ringOffer()
}

export function ringOffer(): void {
  if (!soundOn()) return
  strike(740, 0.16, 0)
  strike(587, 0.16, 0.28)
}

export function ringMessage(): void {
  if (soundOn()) strike(988, 0.05, 0)
}
