/** What a process that answers is told. */
export type Told =
  /** Take connections from now on, and hand over to the office what is not yours. */
  | { readonly tell: 'begin'; readonly office: string }
  /** Take the connection that comes with this. */
  | { readonly tell: 'take' }
  /** Everything has started: answer what is yours yourself. */
  | { readonly tell: 'open' }
  /** The office is to be found there from now on. */
  | { readonly tell: 'moved'; readonly office: string }
  /** Let so many of your connections end with an answer: others hold fewer. */
  | { readonly tell: 'part'; readonly connections: number }
  /** Say that you are there. */
  | { readonly tell: 'say' }
  /** Answer what has come, and end. */
  | { readonly tell: 'stop' }

/** What a process that answers tells. */
export type Heard =
  /** I can begin. */
  | { readonly heard: 'awake' }
  | { readonly heard: 'here' }
  /** So many connections have come to me since I began, and so many of them are closed. */
  | { readonly heard: 'holds'; readonly taken: number; readonly closed: number }

/** What the office tells the thread at the door. */
export type ToDoorkeeper =
  { readonly tell: 'open' } | { readonly tell: 'moved'; readonly office: string } | { readonly tell: 'stop' }

/** What the thread at the door tells the office. */
export type FromDoorkeeper =
  /** It listens, and the processes answer. */
  | { readonly door: 'ready'; readonly port: number }
  /** It cannot listen, or they cannot begin. */
  | { readonly door: 'failed'; readonly code: string; readonly message: string }
  /** An error for the log. */
  | { readonly door: 'error'; readonly why: Record<string, unknown>; readonly sentence: string }
  /** Nothing comes in any more, and the processes have gone. */
  | { readonly door: 'stopped' }
