import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FramedSocket, frameOf } from './framed-socket.js';

const MOST = 200_000;
const PATIENCE = { silenceMs: 300, mostUnsent: 48_000_000 };

interface Peer { framed: FramedSocket; heard: unknown[]; errors: string[]; ended: Promise<void> }

let server: Server;
let client: Socket;
let peer: Peer;
beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const met = new Promise<Peer>((resolve) => server.once('connection', (socket) => {
    const heard: unknown[] = [];
    const errors: string[] = [];
    const ended = new Promise<void>((over) => socket.once('close', () => over()));
    const framed = new FramedSocket(socket, MOST, PATIENCE);
    framed.on('message', (message: unknown) => heard.push(message));
    framed.on('error', (error: unknown) => errors.push(String(error)));
    resolve({ framed, heard, errors, ended });
  }));
  client = createConnection({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, noDelay: true });
  client.on('error', () => undefined);
  peer = await met;
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => { server.close(resolve); });
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
};

describe('messages behind their length', () => {
  it('arrive whole however their bytes are cut, through the middle of letters too', async () => {
    const messages = [{ name: '面板 φ12×85' }, {}, { 'a 𠮷': ['“', ''] }, { long: '模'.repeat(30_000) }, { last: true }];
    const bytes = Buffer.concat(messages.map((message) => frameOf(JSON.stringify(message))));
    for (const size of [1, 3, 7, 1_000, bytes.length]) {
      peer.heard.length = 0;
      const small = size < 1_000 ? bytes.subarray(0, bytes.indexOf('long') - 6) : bytes;
      for (let at = 0; at < small.length; at += size) client.write(small.subarray(at, at + size));
      const whole = size < 1_000 ? messages.slice(0, 3) : messages;
      await until(() => peer.heard.length === whole.length);
      expect(peer.heard).toEqual(whole);
      if (size < 1_000) {
        client.write(bytes.subarray(small.length));
        await until(() => peer.heard.length === messages.length);
      }
    }
    expect(peer.errors).toEqual([]);
  });

  it('end the connection when they are longer than agreed, before a byte of them is kept', async () => {
    client.write(frameOf('x'.repeat(MOST + 1)).subarray(0, 4));
    await peer.ended;
    expect(peer.errors).toEqual([expect.stringContaining(`at most ${MOST}`)]);
  });

  it('end the connection when they are no JSON; what stands behind is not taken', async () => {
    client.write(Buffer.concat([frameOf('{"a":1}'), frameOf('{"a":'), frameOf('{"a":3}')]));
    await peer.ended;
    expect(peer.heard).toEqual([{ a: 1 }]);
    expect(peer.errors).toHaveLength(1);
  });

  it('end the connection when their end does not come, and wait as long as they like between each other', async () => {
    client.write(frameOf('{"a":1}'));
    await new Promise((resolve) => setTimeout(resolve, 2 * PATIENCE.silenceMs));
    const half = frameOf('{"b":2}');
    for (const byte of half.subarray(0, 6)) {
      client.write(Buffer.of(byte));
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.silenceMs / 4));
    }
    expect(peer.errors).toEqual([]);
    await peer.ended;
    expect(peer.heard).toEqual([{ a: 1 }]);
    expect(peer.errors).toEqual([expect.stringContaining('Silence of 300 ms')]);
  });

  it('end the connection when more of them wait than a peer that does not read is worth', async () => {
    client.pause();
    const answer = { text: '答'.repeat(400_000) };
    let sent = 0;
    for (; peer.errors.length === 0 && sent < 100; sent += 1) peer.framed.sendMessage(answer);
    expect(sent * frameOf(JSON.stringify(answer)).length).toBeGreaterThan(PATIENCE.mostUnsent);
    expect(peer.errors).toEqual([expect.stringMatching(/^The peer has not read \d+ bytes\.$/)]);
    client.resume();
    await peer.ended;
  });

  it('are not taken from a peer that does not read its answers, until it does', async () => {
    client.pause();
    const answer = { text: '答'.repeat(200_000) };
    for (let i = 0; i < 40; i += 1) peer.framed.sendMessage(answer);
    client.write(frameOf('{"more":true}'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(peer.heard).toEqual([]);
    let read = 0;
    client.on('data', (chunk: Buffer) => { read += chunk.length; });
    client.resume();
    await until(() => read === 40 * frameOf(JSON.stringify(answer)).length);
    await until(() => peer.heard.length === 1);
  });
});
