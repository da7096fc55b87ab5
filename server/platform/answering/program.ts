/** A program that answers, and how Node runs it. */
export interface Program {
  /** Node itself. */
  readonly execPath: string
  readonly execArgv: readonly string[]
  /** The module that it runs. */
  readonly module: string
  readonly args: readonly string[]
}

/** Last argument of a process that answers: `ps` shows it too. */
export const answers = 'answers'

/**
 * The program of this process, as it was started.
 *
 * @returns the same module with the same arguments
 */
export function thisProgram(): Program {
  const [execPath = '', module = '', ...args] = process.argv
  return { execPath, execArgv: process.execArgv, module, args }
}

/**
 * Whether this process was started to answer beside another.
 *
 * @returns false in the office, and where somebody starts the program by hand
 */
export function isToAnswer(): boolean {
  return process.send !== undefined && process.argv.at(-1) === answers
}
