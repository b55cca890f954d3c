import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** What fan-out costs at least: a server that sends every text it is given to everybody who is there, and does nothing else. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    for (const one of server.clients) one.send(text);
  });
});
server.on('listening', () => console.log(`listening ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
