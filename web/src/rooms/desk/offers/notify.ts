/** Desktop notifications: asked for by a button, never at load; shown only when the tab is not in front. */
export type MayNotify = 'ask' | 'yes' | 'no' | 'never'

export function mayNotify(): MayNotify {
  if (!('Notification' in window)) return 'never'
  if (Notification.permission === 'granted') return 'yes'
  return Notification.permission === 'denied' ? 'no' : 'ask'
}

export async function askToNotify(): Promise<MayNotify> {
  if ('Notification' in window) await Notification.requestPermission()
  return mayNotify()
}

/** The notification, until the returned function takes it away. A click brings the tab to the front. */
export function notify(title: string, body: string, tag: string): () => void {
  if (mayNotify() !== 'yes' || (!document.hidden && document.hasFocus())) return () => undefined
  const shown = new Notification(title, { body, tag, icon: '/beffroi.svg', requireInteraction: true })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
  })
  return () => shown.close()
}
