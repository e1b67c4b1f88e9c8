// The console's way to the server: typed REST, the agent's line, the outbox, and the ordered id list. No Vue in here.
export * from './shapes'
export * from './frames'
export * from './problem'
export * from './rest'
export * from './socket'
export * from './outbox'
export * from './outbox-store'
export * from './sorted'
