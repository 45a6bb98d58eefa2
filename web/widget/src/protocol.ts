// What travels on the visitor's socket. The server's `channels/chat/protocol.py` is the law; this is its reading.

export interface Line {
  n: number
  id: string
  author: 'customer' | 'agent' | 'system'
  name: string | null
  text: string
  at: number
  client_id?: string | null
}

export interface Standing {
  state: 'idle' | 'waiting' | 'stopped' | 'in_contact' | 'ended'
  position: number | null
  expected_wait_s: number | null
  agent: { name: string } | null
  cause: string | null
  /** What may be asked for now: to be called back, to leave it at what was written. */
  callback: boolean
  message: boolean
  text: string | null
  outcome: 'callback_taken' | 'message_left' | 'dissuaded' | null
  phone: string | null
}

/** A reason to choose from before the first word. */
export interface Choice {
  code: string
  label: string
}

export type Told =
  | { type: 'welcome'; token: string; lang: string; state: Standing; messages: Line[]; now: number; reasons: Choice[] }
  | { type: 'ack'; id: string; n: number; at: number }
  | ({ type: 'message' } & Line)
  | ({ type: 'state' } & Standing)
  | { type: 'typing'; author: string }
  | { type: 'pong'; now: number }
  | { type: 'error'; code: string; message: string; id?: string; retry_after_s?: number }

export type Heard =
  | { type: 'hello'; token: string | null; lang: string; name: string | null; page: string; seen: number; reason: string | null }
  | { type: 'say'; id: string; text: string; reason?: string | undefined }
  | { type: 'callback'; phone: string; name: string | null }
  | { type: 'typing' | 'leave' | 'ping' | 'leave_message' }
