import { rm } from 'node:fs/promises'

export default async function stopPostgres() {
  const { server, folder, shared } = globalThis.__postgres
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  await rm(shared, { recursive: true, force: true })
}
