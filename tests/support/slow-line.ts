import net from 'node:net'

/** A line in front of a server on which everything arrives late, and in pieces. */
export interface SlowLine {
  readonly port: number
  /** Ends every connection that is open. */
  cut(): void
  close(): Promise<void>
}

/** Pieces of at most so many bytes, so that a page is seen half before it is whole. */
const pieceBytes = 3_000

/**
 * Puts a slow line in front of a server: each piece that it sends waits by chance, up to so many milliseconds. What a
 * test asks of a page that has only begun to arrive then fails nearly always, instead of now and then on a busy
 * machine.
 *
 * @param port - of the server, on loopback
 * @param atMost - milliseconds that a piece may wait
 */
export async function slowLine(port: number, atMost: number): Promise<SlowLine> {
  const open = new Set<net.Socket>()
  const server = net.createServer({ noDelay: true }, near => {
    const far = net.connect({ host: '127.0.0.1', port, noDelay: true })
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    near.pipe(far)
    near.on('close', () => far.destroy())
    let turn = Promise.resolve()
    const later = (work: () => void): void => {
      turn = turn
        .then(() => new Promise<void>(resolve => setTimeout(resolve, Math.random() * atMost)))
        .then(work)
    }
    far.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += pieceBytes) {
        const piece = data.subarray(at, at + pieceBytes)
        later(() => near.write(piece))
      }
    })
    far.on('close', () => {
      later(() => near.destroy())
    })
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as net.AddressInfo).port,
    cut,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve()
        })
        cut()
      }),
  }
}
