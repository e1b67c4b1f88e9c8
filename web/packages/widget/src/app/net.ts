// The browser's ways to the server: socket, long poll, upload.
import { UploadFailure, type Attachment, type OpenWire, type OutboxFile, type PollAnswer, type Post, type Problem, type ServerFrame } from '@parlor/sdk'

export const openWire: OpenWire = (sink) => {
  let socket: WebSocket | null = null
  try {
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/visitor`)
    socket.onopen = () => sink.opened()
    socket.onmessage = (event) => typeof event.data === 'string' && sink.text(event.data)
    socket.onclose = () => sink.closed()
  } catch {
    // A policy or an old proxy forbids sockets outright.
    setTimeout(() => sink.closed())
  }
  return {
    send: (text) => socket?.readyState === 1 && socket.send(text),
    close: () => socket?.close(),
  }
}

/** `Retry-After` in milliseconds; null when there is none. */
const retryAfter = (value: string | null): number | null => (value && Number(value) >= 0 ? Number(value) * 1000 : null)

export const post: Post = (body) => {
  const stop = new AbortController()
  const ask = async (): Promise<PollAnswer> => {
    const answer = await fetch('/api/visitor/poll', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: stop.signal,
    })
    const retryMs = retryAfter(answer.headers.get('Retry-After'))
    const content = (await answer.json().catch(() => null)) as { frames?: ServerFrame[] } | Problem | null
    if (answer.ok && content && 'frames' in content) return { frames: content.frames ?? null, retryMs }
    // A refusal is told like the socket tells it, so that one place decides what it means.
    if (content && 'type' in content) return { frames: [{ t: 'error', client_id: null, problem: content }], retryMs }
    return { frames: null, retryMs }
  }
  return { answer: ask(), abort: () => stop.abort() }
}

/** Sends a file's bytes with progress (fetch cannot tell progress). */
export function uploader(account: string) {
  return (file: OutboxFile, token: string, progress: (part: number) => void): Promise<Attachment> =>
    new Promise((resolve, reject) => {
      const ask = new XMLHttpRequest()
      const query = new URLSearchParams({ account, name: file.name })
      ask.open('POST', `/api/visitor/attachments?${query}`)
      ask.setRequestHeader('Authorization', `Visitor ${token}`)
      ask.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
      ask.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
      ask.onerror = ask.ontimeout = ask.onabort = () => reject(new UploadFailure(null))
      ask.onload = () => {
        let content: unknown = null
        try {
          content = JSON.parse(ask.responseText)
        } catch {
          // An answer that is no JSON comes from something in between: the network, in effect.
        }
        if (ask.status === 201 && content) resolve(content as Attachment)
        else reject(new UploadFailure(ask.status >= 400 && ask.status < 500 && ask.status !== 401 ? (content as Problem) : null, retryAfter(ask.getResponseHeader('Retry-After'))))
      }
      ask.send(file.body as Blob)
    })
}
