// What stands before a server elsewhere: a proxy that passes everything on, sockets too, and can hand out a newer service worker.
import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import { connect } from 'node:net'

export class Front {
  newer = false

  constructor(server) {
    this.server = new URL(server)
  }

  async start() {
    this.http = createServer((request, response) => {
      const passed = ask({ host: this.server.hostname, port: this.server.port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
        // Another byte is another version; a length that was told does not hold then.
        const other = this.newer && request.url === '/sw.js'
        const headers = { ...answer.headers }
        if (other) delete headers['content-length']
        response.writeHead(answer.statusCode, headers)
        answer.on('data', (part) => response.write(part))
        answer.on('end', () => response.end(other ? '\n// newer\n' : undefined))
      })
      // Whole and plain, whatever the browser has already.
      if (request.url === '/sw.js') for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) passed.removeHeader(name)
      passed.on('error', () => response.destroy())
      request.pipe(passed)
    })
    this.http.on('upgrade', (request, socket, head) => {
      const line = connect(this.server.port, this.server.hostname, () => {
        const headers = request.rawHeaders.reduce((all, part, n) => all + (n % 2 ? `${part}\r\n` : `${part}: `), '')
        line.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`)
        line.write(head)
        line.pipe(socket).pipe(line)
      })
      line.on('error', () => socket.destroy())
      socket.on('error', () => line.destroy())
    })
    this.http.listen(0, '127.0.0.1')
    await once(this.http, 'listening')
    this.url = `http://127.0.0.1:${this.http.address().port}`
    return this
  }

  async stop() {
    this.http.closeAllConnections()
    this.http.close()
    await once(this.http, 'close')
  }
}
