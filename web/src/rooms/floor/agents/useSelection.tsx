import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { Selection } from './selection'

export const SelectionContext = createContext<Selection>(new Selection())

export function useSelection(): Selection {
  return useContext(SelectionContext)
}

/** Whether this one is selected; drawn again only when that changes. */
export function useSelected(id: string): boolean {
  const selection = useSelection()
  const read = useCallback(() => selection.has(id), [selection, id])
  return useSyncExternalStore(selection.watch, read)
}

export function useChosen(): ReadonlySet<string> {
  const selection = useSelection()
  return useSyncExternalStore(selection.watch, selection.all)
}

/** Agents in the order they stand on the screen, read from it: groups draw themselves. */
export function shownAgents(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-agent]')].map((one) => one.dataset.agent ?? '')
}
