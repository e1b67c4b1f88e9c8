// One `parlor serve` of a story: its own folder and port; can be killed as if the power went, and started again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const READY = /(http:\/\/[\d.]+:\d+)\//
export const ADMIN = { email: 'admin@parlor.test', password: 'a-password-of-the-stories' }

/** Everything that runs, so that nothing stays behind when the stories are interrupted. */
const running = new Set()
export function killAll() {
  for (const child of running) child.kill('SIGKILL')
}

function environment(more) {
  const env = { ...process.env, ...more }
  // What our scripts say to us is no option of the server.
  for (const name of Object.keys(env)) if (name.startsWith('PARLOR_') && !(name in more)) delete env[name]
  return env
}

export class Server {
  /** `folder` is its data folder; `command` its words after the program's name; not `furnished`: nobody administers it yet. */
  constructor(folder, command = ['serve'], furnished = true) {
    this.folder = folder
    this.command = command
    this.furnished = furnished
    this.listen = '127.0.0.1:0'
    this.url = ''
    this.said = []
  }

  async start() {
    const program = process.env.PARLOR_BIN
    if (!program) throw new Error('PARLOR_BIN is not set: the path of a parlor that carries the pages')
    const env = environment({
      PARLOR_TEST: '1', PARLOR_LISTEN: this.listen, PARLOR_DATA_DIR: this.folder, TMPDIR: this.folder, PARLOR_LOG: 'warn',
      ...(this.furnished ? { PARLOR_ADMIN_EMAIL: ADMIN.email, PARLOR_ADMIN_PASSWORD: ADMIN.password } : {}),
    })
    const child = spawn(program, this.command, { env, cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    running.add(child)
    child.once('exit', () => running.delete(child))
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => this.said.push(line))
    const ready = new Promise((resolve) => createInterface(child.stdout).on('line', (line) => READY.test(line) && resolve(line.match(READY)[1])))
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`parlor did not start:\n${this.said.join('\n')}`)))
    ended.catch(() => {})
    this.url = await Promise.race([ready, ended])
    // The next start takes the same port: pages that are open come back to it.
    this.listen = this.url.slice('http://'.length)
    return this
  }

  /** As if the power went. */
  async kill() {
    const { child } = this
    if (child.exitCode !== null || child.signalCode) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async stop() {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode) return
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 3_000)
    await once(child, 'exit')
    clearTimeout(late)
  }
}
