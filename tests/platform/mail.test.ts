import { afterEach, describe, expect, it } from '@jest/globals'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createMailer, type Handover } from '../../server/platform/mail.ts'

const patience = { silence: 150, handover: 600 }
const letter = {
  id: 'one',
  to: 'parent@example.org',
  subject: 'Hello',
  text: 'Words',
  html: null,
  unsubscribeUrl: null,
}

describe('handing a letter over', () => {
  const servers: Server[] = []
  const sockets: Socket[] = []
  const timers: NodeJS.Timeout[] = []
  afterEach(() => {
    for (const timer of timers.splice(0)) clearInterval(timer)
    for (const socket of sockets.splice(0)) socket.destroy()
    for (const server of servers.splice(0)) server.close()
  })

  /** Hands a letter over to something that answers connections in its own way. */
  const sentTo = async (answer: (socket: Socket) => void): Promise<Handover> => {
    const server = createServer(socket => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      answer(socket)
    })
    servers.push(server)
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'consult@example.org' }
    return createMailer(settings, patience).send(letter)
  }
  /** Speaks as far as a command, and then says something of its own. */
  const until = (command: string, reply: string) => (socket: Socket) => {
    socket.write('220 ready\r\n')
    socket.on('data', data => {
      const said = data.toString('latin1')
      if (said.startsWith(command)) socket.write(reply)
      else if (said.startsWith('DATA')) socket.write('354 go on\r\n')
      else socket.write('250 good\r\n')
    })
  }

  it('leaves a mail server that says nothing at all', async () => {
    expect(await sentTo(() => undefined)).toMatchObject({ state: 'unreachable' })
  })

  it('leaves a mail server that falls silent in the middle', async () => {
    expect(await sentTo(until('RCPT TO', ''))).toMatchObject({ state: 'unreachable' })
  })

  it('leaves a mail server that goes on talking without an end', async () => {
    const handover = await sentTo(socket => {
      timers.push(setInterval(() => socket.write('220-still\r\n'), 50))
    })
    expect(handover).toMatchObject({ state: 'unreachable' })
  })

  it('leaves a mail server that ends the connection, and one that is not there', async () => {
    expect(await sentTo(socket => socket.destroy())).toMatchObject({ state: 'unreachable' })
    const mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'consult@example.org' }, patience)
    expect(await mailer.send(letter)).toMatchObject({ state: 'unreachable' })
  })

  it('comes back when it is asked to, and not when it is refused, whose words it does not repeat', async () => {
    const later = await sentTo(until('RCPT TO', '451 parent@example.org is busy\r\n'))
    expect(later).toMatchObject({ state: 'not-now' })
    const never = await sentTo(until('RCPT TO', '550 parent@example.org is unknown\r\n'))
    expect(never).toMatchObject({ state: 'refused' })
    const sender = await sentTo(until('MAIL FROM', '550 consult@example.org may not\r\n'))
    expect(sender).toMatchObject({ state: 'unreachable' })
    expect(JSON.stringify([later, never, sender])).not.toContain('example.org')
  })
})
