/** What is done with connections and with those who take them. */
export interface Doing<Connection, Taker> {
  /** Sends a connection on its way. Ours stays open, so that it can be given to another. */
  give(taker: Taker, connection: Connection): void
  /** A connection has arrived, or cannot be given to anybody: ours is to be closed. */
  readonly letGo: (connection: Connection) => void
  /** Asks a taker to end so many of its connections, each with an answer; nothing asked before counts any more. */
  part(taker: Taker, connections: number): void
}

/** Connections, and those who take them. */
export interface SharingOut<Connection, Taker> {
  /** A connection has come. */
  readonly came: (connection: Connection) => void
  /** Somebody takes connections from now on. */
  joined(taker: Taker): void
  /** A taker has received so many connections since it joined, and so many of them are closed. */
  holds(taker: Taker, taken: number, closed: number): void
  /** A taker has gone: what was on its way to it goes to others. */
  left(taker: Taker): void
  /** Asks those who hold clearly more than their share to part with the rest. */
  even(): void
  /** Gives away all that waits at once, to those who are slow too. */
  giveAll(): void
}

/** How long one may take to receive a connection before others are given what waits for it, in milliseconds. */
const usualPatience = 250
/** Connections that may wait at once: as many files are open meanwhile. */
const mostWaiting = 1000
/** So many connections more than its share a taker may hold: at least two, and an eighth of the share. */
const overShare = (share: number): number => Math.max(2, share / 8)

/** What is known of one who takes connections. */
interface Holding<Connection> {
  /** Sent since it joined. */
  sent: number
  closed: number
  /** Sent and not yet received, in the order of sending. */
  underWay: Connection[]
  /** Will be sent when it has received what is under way. */
  waiting: Connection[]
  /** It has not received for long what was sent. */
  slow: boolean
  /** It was asked to part with some of what it holds. */
  parting: boolean
  patience: NodeJS.Timeout | undefined
}

/**
 * Gives each connection to whoever holds fewest; of several, to the one that was given none for longest. Each is sent
 * one at a time. Who does not receive it soon gets no other until then, and those that wait for it go to others.
 *
 * @param doing - how connections are given
 * @param patience - how long one may take to receive one, in milliseconds
 * @returns nobody takes connections yet; those that come wait
 */
export function shareOut<Connection, Taker>(
  doing: Doing<Connection, Taker>,
  patience = usualPatience,
): SharingOut<Connection, Taker> {
  const takers = new Map<Taker, Holding<Connection>>()
  /** For whom there is nobody, in the order of coming. */
  let lobby: Connection[] = []
  let waitingInAll = 0
  let isLast = false

  const load = ({ sent, closed, waiting }: Holding<Connection>): number => sent - closed + waiting.length

  const fewest = (): [Taker, Holding<Connection>] | null => {
    let found: [Taker, Holding<Connection>] | null = null
    for (const one of takers)
      if ((!one[1].slow || isLast) && (found === null || load(one[1]) < load(found[1]))) found = one
    return found
  }

  const send = (taker: Taker, holding: Holding<Connection>): void => {
    while (holding.waiting.length > 0 && (holding.underWay.length === 0 || isLast)) {
      const connection = holding.waiting.shift() as Connection
      waitingInAll -= 1
      holding.sent += 1
      holding.underWay.push(connection)
      clearTimeout(holding.patience)
      holding.patience = setTimeout(() => {
        holding.slow = true
        const others = holding.waiting
        holding.waiting = []
        waitingInAll -= others.length
        others.forEach(route)
      }, patience).unref()
      doing.give(taker, connection)
    }
  }

  const route = (connection: Connection): void => {
    if (waitingInAll >= mostWaiting) {
      doing.letGo(connection)
      return
    }
    waitingInAll += 1
    const found = fewest()
    if (found === null) {
      lobby.push(connection)
      return
    }
    const [taker, holding] = found
    // The next of several that hold as many is another one.
    takers.delete(taker)
    takers.set(taker, holding)
    holding.waiting.push(connection)
    send(taker, holding)
  }

  const emptyLobby = (): void => {
    const all = lobby
    lobby = []
    waitingInAll -= all.length
    all.forEach(route)
  }

  const even = (): void => {
    const all = [...takers.values()].reduce((sum, holding) => sum + load(holding), 0)
    const share = Math.ceil(all / takers.size)
    for (const [taker, holding] of takers) {
      const over = load(holding) - share
      const parting = over > overShare(share)
      if (parting || holding.parting) doing.part(taker, parting ? over : 0)
      holding.parting = parting
    }
  }

  return {
    came: route,
    joined: taker => {
      takers.set(taker, {
        sent: 0,
        closed: 0,
        underWay: [],
        waiting: [],
        slow: false,
        parting: false,
        patience: undefined,
      })
      emptyLobby()
      even()
    },
    holds: (taker, taken, closed) => {
      const holding = takers.get(taker)
      if (!holding) return
      holding.closed = closed
      const arrived = holding.underWay.length - (holding.sent - taken)
      if (arrived <= 0) return
      holding.underWay.splice(0, arrived).forEach(doing.letGo)
      clearTimeout(holding.patience)
      holding.slow = false
      send(taker, holding)
      if (lobby.length > 0) emptyLobby()
    },
    left: taker => {
      const holding = takers.get(taker)
      if (!holding) return
      takers.delete(taker)
      clearTimeout(holding.patience)
      waitingInAll -= holding.waiting.length
      for (const connection of [...holding.underWay, ...holding.waiting]) route(connection)
    },
    even,
    giveAll: () => {
      isLast = true
      for (const [taker, holding] of takers) send(taker, holding)
      emptyLobby()
    },
  }
}
