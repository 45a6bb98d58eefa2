/** Reasons for contact as a tree. Pure. */
import type { ContactReason } from '../shapes'

export interface Branch { reason: ContactReason; under: Branch[] }

/** Each under its parent, in their order; one whose parent is gone stands at the top. */
export function treeOf(reasons: readonly ContactReason[]): Branch[] {
  const codes = new Set(reasons.map((one) => one.code))
  const under = (parent: string | null): Branch[] => reasons
    .filter((one) => (one.parent !== null && codes.has(one.parent ?? '') ? one.parent : null) === parent)
    .map((reason) => ({ reason, under: under(reason.code) }))
  return under(null)
}

/** Where a reason may be put: anywhere but under itself. */
export function places(reasons: readonly ContactReason[], code: string): ContactReason[] {
  const below = new Set([code])
  for (let grew = true; grew;) {
    const more = reasons.filter((one) => one.parent && below.has(one.parent) && !below.has(one.code))
    for (const one of more) below.add(one.code)
    grew = more.length > 0
  }
  return reasons.filter((one) => !below.has(one.code))
}

/** The names on the way from the top to this reason, without its own. */
export function pathTo(reasons: readonly ContactReason[], code: string | null | undefined): ContactReason[] {
  const found = reasons.find((one) => one.code === code)
  return found ? [...pathTo(reasons.filter((one) => one !== found), found.parent), found] : []
}
