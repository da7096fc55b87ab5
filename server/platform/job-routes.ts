import { notFound } from './errors.ts'
import type { Job, Jobs } from './jobs.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from './pages.ts'

/**
 * The page on which a person watches long work, and can stop it.
 *
 * @param pages - register of pages
 * @param jobs - the jobs
 */
export function jobRoutes(pages: Pages, jobs: Jobs): void {
  const known = async (id: string): Promise<Job> => {
    const job = await jobs.find(id)
    if (job === null)
      throw notFound('We no longer know of this work. It may have ended before the last restart.')
    return job
  }

  pages.get('/jobs/:id', 'signed-in', async (request, response) => {
    const job = await known(pathParameter(request, 'id'))
    // Without JavaScript the page asks again by itself.
    if (job.state === 'running') response.set('Refresh', '3')
    await showPage(response, 'jobs/job', { title: job.label, job })
  })

  pages.post('/jobs/:id/stop', 'signed-in', async (request, response) => {
    const job = await known(pathParameter(request, 'id'))
    await jobs.cancel(job.id)
    redirectWithNotice(response, `/jobs/${job.id}`, 'We asked it to stop')
  })
}
