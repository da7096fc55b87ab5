import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A letter as a real mail server received it. */
export interface ReceivedLetter {
  readonly from: string
  readonly to: readonly string[]
  /** The whole message, headers and body, as it came over the wire. */
  readonly message: string
}

/** A mail server on this machine. */
export interface MailServer {
  readonly url: string
  readonly received: ReceivedLetter[]
  /** Answers the next recipients with this code instead of taking them; null takes them again. */
  refuse(code: number | null): void
  close(): Promise<void>
}

/** Starts a real mail server on the loopback address. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const received: ReceivedLetter[] = []
  let refusal: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(address, _session, done) {
      if (refusal === null) done()
      else done(Object.assign(new Error(`<${address.address}> is not taken here`), { responseCode: refusal }))
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(one => one.address),
          message: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const at = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${at.port}`,
    received,
    refuse: code => {
      refusal = code
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve()
        })
      }),
  }
}
