/** What was begun and not sent, per conversation; it outlives a reload of the tab and nothing more. */
const PREFIX = 'beffroi-draft:'

export function draftOf(interaction: string): string {
  return sessionStorage.getItem(PREFIX + interaction) ?? ''
}

export function keepDraft(interaction: string, text: string): void {
  if (text) sessionStorage.setItem(PREFIX + interaction, text)
  else sessionStorage.removeItem(PREFIX + interaction)
}
