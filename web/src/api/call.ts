/**
 * How the screens read and act. An act carries one key from its first try to its last, so that however often it is
 * sent the server carries it out once; it is sent again by itself when the server was busy or could not be heard.
 */
import { Problem, problemOf } from './problem'

const TRIES = 4
const PAUSES_MS = [300, 900, 2000]

let csrf = ''
let signedOut: () => void = () => undefined

/** The token of the session, sent with everything that changes something; `ended` hears that the session is over. */
export function keepToken(token: string, ended: () => void): void {
  csrf = token
  signedOut = ended
}

/** The session's token, for requests that carry a file and so cannot be an `act`; `over` when such a one got a 401. */
export const session = { token: () => csrf, over: () => signedOut() }

export function newKey(): string {
  return crypto.randomUUID()
}

export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { Accept: 'application/json' }, ...(signal && { signal }) })
  return (await response.json()) as T
}

export async function act<T = { seq: number }>(path: string, body: object = {}, { method = 'POST', key = newKey() } = {}): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'Idempotency-Key': key }
      const response = await send(path, { method, headers, body: JSON.stringify(body) })
      return response.status === 204 ? ({} as T) : ((await response.json()) as T)
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.passing || tried >= TRIES) throw problem
      await pause(PAUSES_MS[tried - 1] ?? 2000)
    }
  }
}

async function send(path: string, request: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...request })
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === 'AbortError') throw failed
    throw new Problem(0, 'unreachable')
  }
  if (response.status === 401 && path !== '/api/session') signedOut()
  if (!response.ok) throw await problemOf(response)
  return response
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
