import { z } from 'zod'
import { emailAddress, optionalText, requiredText, severalOf } from '../platform/forms.ts'
import { shortestPassword } from './passwords.ts'
import { roleNames } from './roles.ts'

/** Signing in. */
export const signInForm = z.object({
  email: emailAddress('Enter your email address'),
  password: z.string('Enter your password').min(1, 'Enter your password').max(500, 'Enter your password'),
  next: optionalText(500),
})

/** Choosing a password, twice. */
export const passwordForm = z
  .object({
    password: z
      .string('Enter a password')
      .min(shortestPassword, `Your password must be ${shortestPassword} characters or more`)
      .max(200, 'Your password must be 200 characters or fewer'),
    again: z.string('Enter the password again'),
  })
  .refine(form => form.password === form.again, {
    path: ['again'],
    message: 'The two passwords are not the same',
  })

const heldRoles = severalOf(roleNames).refine(chosen => chosen.length > 0, 'Select at least one role')

/** Inviting a person. */
export const invitationForm = z.object({
  name: requiredText("Enter the person's name", 100),
  email: emailAddress(),
  roles: heldRoles,
})

/** Changing a person's roles. */
export const rolesForm = z.object({ roles: heldRoles })

/**
 * A place on this site to go on to after signing in; anything else leads home.
 *
 * @param next - path as asked for
 * @returns a path of this site
 */
export function safeNext(next: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(next) && !next.startsWith('/sign-') ? next : '/home'
}
