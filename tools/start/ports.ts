import { createServer } from 'node:net';

export interface WantedPort {
  setting: string;
  host: string;
  port: number;
}

/** Names every wanted port that somebody else holds, with the setting that moves it. */
export async function takenPorts(wanted: readonly WantedPort[]): Promise<string[]> {
  const answers = await Promise.all(wanted.map(async (want) => ((await isFree(want)) ? null : `${want.host}:${want.port} is in use; set ${want.setting} to another port.`)));
  return answers.filter((answer): answer is string => answer !== null);
}

function isFree({ host, port }: WantedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Ports that nobody holds at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => done(server));
  })));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
