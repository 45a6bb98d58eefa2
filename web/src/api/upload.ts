/** Sends a file and hears how far it is: what `fetch` cannot say. */
import { session } from './call'
import { Problem, problemOf } from './problem'

export interface Upload<T> {
  answer: Promise<T>
  cancel: () => void
}

/** The promise of a cancelled upload is refused with the code `cancelled`. */
export function upload<T>(path: string, file: Blob, onSent: (share: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const answer = new Promise<T>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total ? loaded / total : 0))
    request.upload.addEventListener('load', () => onSent(1))
    request.addEventListener('error', () => reject(new Problem(0, 'unreachable')))
    request.addEventListener('abort', () => reject(new Problem(0, 'cancelled')))
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve(JSON.parse(request.responseText) as T)
      if (request.status === 401) session.over()
      void problemOf(new Response(request.responseText, { status: request.status })).then(reject)
    })
  })
  request.open('POST', path)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.setRequestHeader('X-CSRF-Token', session.token())
  request.send(file)
  return { answer, cancel: () => request.abort() }
}

/** Asks for a document and hands it to the browser to save, under the name the server gave it. */
export async function download(path: string): Promise<void> {
  const response = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    throw new Problem(0, 'unreachable')
  })
  if (response.status === 401) session.over()
  if (!response.ok) throw await problemOf(response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = nameIn(response.headers.get('Content-Disposition') ?? '')
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export function nameIn(disposition: string): string {
  const said = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return said ? decodeURIComponent(said) : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? '')
}
