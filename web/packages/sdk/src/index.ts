// The visitor SDK of Parlor. No DOM and no clock of its own: transports, storage, upload and time are handed in.
export * from './frames'
export type { Clock, Dial, Link, LinkSink, OutboxFile, OutboxItem, OutboxStore, Upload } from './link'
export { UploadFailure } from './link'
export { journal, type Journal, type Shelf } from './journal'
export { socketDial, type OpenWire, type Wire, type WireSink } from './socket'
export { pollDial, type PollAnswer, type PollBody, type Post } from './poll'
export { VisitorClient } from './client'
export type { ClientOptions, View } from './options'
