import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { t } from 'i18next'

/** A line at the corner of the screen, for a moment. */
export function tell(message: string): void {
  notifications.show({ message, withBorder: true, closeButtonProps: closing() })
}

/** What was done, for a while longer, with the way to take it back. The next one takes its place. */
export function tellDone(message: string, undo?: { label: string; run: () => void }): void {
  const id = 'done'
  notifications.hide(id)
  const said = undo ? (
    <span className="told">
      <span>{message}</span>
      <Button size="compact-sm" variant="subtle" onClick={() => { notifications.hide(id); undo.run() }}>{undo.label}</Button>
    </span>
  ) : message
  notifications.show({ id, message: said, withBorder: true, autoClose: undo ? 9000 : 4000, icon: <IconCheck size={18} aria-hidden />, color: 'gray', closeButtonProps: closing() })
}

/** Why something was not done. One notice per code: the same reason said twice is said once. */
export function tellProblem(message: string, code: string): void {
  notifications.hide(code)
  const icon = <IconAlertTriangle size={18} aria-hidden />
  notifications.show({ id: code, message, icon, color: 'red', autoClose: 8000, withBorder: true, role: 'alert', closeButtonProps: closing() })
}

/** A line for whoever comes back to the screen: it stays until it is closed, and the next one of its kind replaces it. */
export function tellUntilSeen(message: string, kind: string): void {
  notifications.hide(kind)
  notifications.show({ id: kind, message, position: 'bottom-left', autoClose: false, withBorder: true, closeButtonProps: closing() })
}

function closing(): { 'aria-label': string } {
  return { 'aria-label': t('app:close') }
}
