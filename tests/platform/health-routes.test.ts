import { describe, expect, it } from '@jest/globals'
import express from 'express'
import supertest from 'supertest'
import { healthRoutes } from '../../server/platform/health-routes.ts'

const asked = (answers: () => Promise<unknown>): Promise<supertest.Response> =>
  Promise.resolve(supertest(express().use(healthRoutes(answers))).get('/health'))

describe('health', () => {
  it('is well while the database answers, and says so when it does not', async () => {
    expect((await asked(() => Promise.resolve())).status).toBe(200)
    const unwell = await asked(() => Promise.reject(new Error('gone')))
    expect(unwell.status).toBe(503)
    expect(unwell.body).toEqual({ state: 'database does not answer' })
  })
})
