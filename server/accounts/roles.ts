/** The roles that an account may have, and what each may do. */
export const roles = {
  administrator: {
    label: 'Administrator',
    hint: 'Invites people, reads the record of actions, and may do everything below',
    permissions: ['administer', 'plan', 'consult', 'key-paper', 'analyse'],
  },
  planner: {
    label: 'Planner',
    hint: 'Brings data, rates sites, draws scenarios and prepares the consultation',
    permissions: ['plan', 'consult'],
  },
  'drop-in': {
    label: 'Drop-in worker',
    hint: 'Enters paper answers from drop-in sessions',
    permissions: ['key-paper'],
  },
  analyst: {
    label: 'Analyst',
    hint: 'Prepares surveys, reads and codes answers, and publishes findings',
    permissions: ['consult', 'analyse'],
  },
} as const

/** One of the roles. */
export type Role = keyof typeof roles

/** The roles, in the order in which they are offered. */
export const roleNames = Object.keys(roles) as Role[]

/**
 * Whether somebody with these roles may do something.
 *
 * @param held - the account's roles
 * @param permission - what the page asks for; `signed-in` is anybody with an account
 * @returns true when any role allows it
 */
export function allows(held: readonly Role[], permission: string): boolean {
  if (permission === 'public' || permission === 'signed-in') return true
  return held.some(role => (roles[role].permissions as readonly string[]).includes(permission))
}
