// Somebody else's web site: pages on another origin that carry the widget by its one script tag.
import { once } from 'node:events'
import { createServer } from 'node:http'

export class HostSite {
  pages = new Map()

  /** `name` is the host name it is reached by: another one than the server's makes it a foreign site. */
  async start(name = 'localhost') {
    this.server = createServer((request, response) => {
      const page = this.pages.get(new URL(request.url, 'http://site').pathname)
      response.writeHead(page ? 200 : request.url === '/favicon.ico' ? 204 : 404, { 'Content-Type': 'text/html; charset=utf-8' })
      response.end(page ?? '')
    })
    this.server.listen(0, name)
    await once(this.server, 'listening')
    this.origin = `http://${name}:${this.server.address().port}`
    return this
  }

  /** A page at `path`; `script` runs before the loader, as the documentation tells. */
  page(path, { server, account, locale, script = '' }) {
    const words = locale ? ` data-locale="${locale}"` : ''
    this.pages.set(path, `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
      <title>另一家的网站</title><main><h1>另一家的网站</h1></main>
      <script>window.Parlor = window.Parlor || function () { (Parlor.q = Parlor.q || []).push(arguments) };${script}</script>
      <script async src="${server}/widget.js" data-account="${account}"${words}></script></html>`)
    return `${this.origin}${path}`
  }

  async stop() {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
