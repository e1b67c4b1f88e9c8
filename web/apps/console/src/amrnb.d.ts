// The decoder inside `benz-amr-recorder`: called within a worker, it takes that worker's messages.
declare module 'benz-amr-recorder/src/amrnb.js' {
  const serve: (this: unknown) => void
  export default serve
}
