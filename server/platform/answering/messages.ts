/** What the office tells a process that answers. */
export type Told =
  /** Listen there, and hand over to the office what is not yours. */
  | { readonly tell: 'listen'; readonly host: string; readonly port: number; readonly office: string }
  /** Everything has started: answer what is yours yourself. */
  | { readonly tell: 'open' }
  /** The office is to be found there from now on. */
  | { readonly tell: 'moved'; readonly office: string }
  /** Say that you are there. */
  | { readonly tell: 'say' }
  /** Answer what has come, and end. */
  | { readonly tell: 'stop' }

/** What a process that answers tells the office. */
export type Heard =
  /** Tell me where. */
  | { readonly heard: 'awake' }
  | { readonly heard: 'listening' }
  | { readonly heard: 'here' }
  | { readonly heard: 'cannot listen'; readonly code: string; readonly message: string }
