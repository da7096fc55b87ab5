export { accountsRoutes } from './accounts-routes.ts'
export { makeFirstAccounts, type FirstLink } from './first-accounts-service.ts'
export { homeRoutes } from './home-routes.ts'
export { addAccount, addOneTimeLink, findAccount, listAccounts, type Account } from './accounts-repository.ts'
export { consultationKinds, kindOf } from './action-kinds.ts'
export {
  everyAction,
  listActions,
  listActors,
  recordAction,
  type ActionFilter,
  type Actor,
} from './audit-repository.ts'
export { addedBefore, addedOnce, type AddingForm } from './form-sent-repository.ts'
export { jobsIn } from './jobs-repository.ts'
export { eraseLettersAbout, letterDays } from './outbox-erasing-repository.ts'
export { maskAddress } from './outbox-reading-repository.ts'
export { queueLetters, queueMail, type NewLetter } from './outbox-repository.ts'
export { outboxRoutes } from './outbox-routes.ts'
export { letterSeal, type LetterSeal } from './letter-seal.ts'
export { createLetterSender, tidyOutbox, type LetterSender } from './outbox-service.ts'
export { allows, roleNames, roles, type Role } from './roles.ts'
export { removeOldSessions, sessionsIn } from './sessions-repository.ts'
export { signInRoutes } from './sign-in-routes.ts'
