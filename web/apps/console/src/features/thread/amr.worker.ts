// Decodes AMR, the format of WeChat's voice messages, off the page's thread. The decoder answers `{command: 'decode', buffer}` by itself:
// with `{amr}`, samples of 8 kHz from -1 to 1, or null where it is no AMR.
import serve from 'benz-amr-recorder/src/amrnb.js'

serve.call(self)
