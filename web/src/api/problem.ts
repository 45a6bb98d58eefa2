/** The server said no, or could not be heard. `code` is stable: the words on screen come from it. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, readonly facts: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Problem'
  }

  /** The same request may succeed a moment later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const said: unknown = await response.json().catch(() => null)
  const body = (said && typeof said === 'object' ? said : {}) as { code?: string; facts?: Record<string, unknown> }
  return new Problem(response.status, body.code ?? byStatus(response.status), body.facts ?? {})
}

function byStatus(status: number): string {
  if (status === 401) return 'not_signed_in'
  if (status === 403) return 'not_allowed'
  if (status === 404) return 'not_found'
  if (status === 429) return 'too_many'
  return status >= 500 ? 'try_again' : 'invalid'
}
