/** The bell of the floor: low and double for an alert, high and single for a raised hand. Once each, and it can be muted. */
import { strike } from '~/ui/bell'

const KEPT = 'beffroi-floor-sound'

export function floorSoundOn(): boolean {
  return localStorage.getItem(KEPT) !== 'off'
}

export function setFloorSound(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off')
  if (on) ringHand()
}

export function ringAlert(): void {
  if (!floorSoundOn()) return
  strike(392, 0.18, 0)
  strike(392, 0.18, 0.35)
}

export function ringHand(): void {
  if (floorSoundOn()) strike(880, 0.12, 0)
}
