/** A collector that takes whatever it is sent and keeps nothing; PORT says where. Ends with who started it. */
import { createServer } from 'node:http';

createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200).end());
}).listen(Number(process.env['PORT']), '127.0.0.1');
