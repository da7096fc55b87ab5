import { createTransport } from 'nodemailer'
import { readSender } from './mail-address.ts'

/** A letter as it is handed to the mail server. */
export interface Letter {
  /** Names the letter for ever, so that a mail server that is given it twice can tell. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /** Address that ends a subscription at one press (RFC 8058); null where there is none. */
  readonly unsubscribeUrl: string | null
}

/** How handing over went. `why` is fit to show: it holds nothing that the mail server wrote, which may name people. */
export type Handover =
  | { readonly state: 'taken' }
  /** The mail server will never take this letter. */
  | { readonly state: 'refused'; readonly why: string }
  /** The mail server asks to come back for this letter. */
  | { readonly state: 'not-now'; readonly why: string }
  /** No letter can be handed over just now. */
  | { readonly state: 'unreachable'; readonly why: string }

/** Hands letters over to a mail server. */
export interface Mailer {
  send(letter: Letter): Promise<Handover>
}

/** Where letters are handed over, and from whom they come. */
export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; a secret, never logged. */
  readonly smtpUrl: string
  /** `name@example.org`, or `Council <name@example.org>`. */
  readonly from: string
}

/** How long a mail server is waited for, in milliseconds. */
export interface Patience {
  /** After which one that says nothing more is left. */
  readonly silence: number
  /** That handing over one letter may take in all. */
  readonly handover: number
}

const usualPatience: Patience = { silence: 30_000, handover: 120_000 }

/** Whether a host is this machine. */
const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)

interface Failure {
  readonly code?: unknown
  readonly responseCode?: unknown
  readonly command?: unknown
}

/** What a failure means for the letter, without a word of what the mail server wrote. */
function meaningOf(failure: Failure): Handover {
  const reply = typeof failure.responseCode === 'number' ? failure.responseCode : null
  const said = reply === null ? '' : ` It answered ${reply}.`
  switch (failure.code) {
    case 'EENVELOPE':
    case 'EMESSAGE':
      // The sender's address is the same for every letter: a refusal of it is no fault of this one.
      if (failure.command === 'MAIL FROM')
        return { state: 'unreachable', why: `The mail server does not take letters from our address.${said}` }
      if (reply !== null && reply >= 400 && reply < 500)
        return { state: 'not-now', why: `The mail server asked us to come back later.${said}` }
      return { state: 'refused', why: `The mail server refused the letter.${said}` }
    case 'EAUTH':
    case 'ENOAUTH':
      return { state: 'unreachable', why: `The mail server did not accept our name and password.${said}` }
    case 'ETLS':
      return { state: 'unreachable', why: 'No encrypted connection to the mail server could be made.' }
    case 'EDNS':
      return { state: 'unreachable', why: 'The mail server’s name could not be found.' }
    default:
      return { state: 'unreachable', why: `The mail server could not be reached.${said}` }
  }
}

/**
 * A mailer that speaks SMTP. A password is never sent unencrypted to another machine.
 *
 * @param settings - mail server, and who letters come from; both checked
 * @param patience - how long it is waited for
 * @returns the mailer
 */
export function createMailer({ smtpUrl, from }: MailSettings, patience = usualPatience): Mailer {
  const url = new URL(smtpUrl)
  const sender = readSender(from)
  if (sender === null) throw new RangeError('Letters need an address that they come from.')
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: url.protocol === 'smtp:' && url.username !== '' && !isThisMachine(url.hostname),
    connectionTimeout: patience.silence,
    greetingTimeout: patience.silence,
    socketTimeout: patience.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = sender.address.slice(sender.address.lastIndexOf('@') + 1)
  return {
    async send({ id, to, subject, text, html, unsubscribeUrl }) {
      let timer: NodeJS.Timeout | undefined
      const tooLong = new Promise<Handover>(resolve => {
        timer = setTimeout(() => {
          resolve({ state: 'unreachable', why: 'The mail server took too long.' })
        }, patience.handover)
      })
      const sent = transport
        .sendMail({
          from: sender,
          to: { name: '', address: to },
          envelope: { from: sender.address, to: [to] },
          messageId: `<${id}@${host}>`,
          subject,
          text,
          ...(html === null ? {} : { html }),
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribeUrl === null
              ? {}
              : {
                  'List-Unsubscribe': `<${unsubscribeUrl}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        })
        .then(
          (): Handover => ({ state: 'taken' }),
          (error: unknown) => meaningOf(error as Failure),
        )
      try {
        return await Promise.race([sent, tooLong])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
