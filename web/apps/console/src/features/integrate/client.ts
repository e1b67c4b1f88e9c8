// The pages' way to the server.
import { Integrate } from '@parlor/api/integrate'
import { rest } from '@/lib/session'

export const integrate = new Integrate(rest)
