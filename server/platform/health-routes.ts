import { Router } from 'express'

/**
 * `/health` for whoever watches the service: 200 when the database answers, 503 when it does not.
 *
 * @param databaseAnswers - asks the database something small; rejects when it does not answer
 * @returns router
 */
export function healthRoutes(databaseAnswers: () => Promise<unknown>): Router {
  const router = Router()
  router.get('/health', async (_request, response) => {
    response.set('Cache-Control', 'no-store')
    try {
      await databaseAnswers()
      response.json({ state: 'ok' })
    } catch {
      response.status(503).json({ state: 'database does not answer' })
    }
  })
  return router
}
