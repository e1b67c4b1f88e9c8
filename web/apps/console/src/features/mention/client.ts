// The way of mentions to the server.
import { Mentions } from '@parlor/api/mentions'
import { rest } from '@/lib/session'

export const mentions = new Mentions(rest)
