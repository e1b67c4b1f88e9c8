// The panel's way to the server.
import { Orders } from '@parlor/api/orders'
import { rest } from '@/lib/session'

export const orders = new Orders(rest)
