import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { ClientProxyFactory, Transport, type ClientProxy, type MicroserviceOptions } from '@nestjs/microservices';
import { FramedSocket } from './framed-socket.js';

/** Where a service listens for calls. */
export interface RpcAddress {
  readonly host: string;
  readonly port: number;
}

/** How calls travel. Only TCP is built in; the choice lives here so that another carrier needs no other file. */
export type RpcTransport = 'tcp';

/** Bytes of one request; larger ones end the connection. */
const MAX_REQUEST = 8 * 1024 * 1024;
/** Bytes of one reply: a board of many hundred parts is a few million. */
const MAX_REPLY = 64 * 1024 * 1024;

/** Reads the setting; anything but a carrier that is built in is refused in words. */
export function rpcTransport(text: string): RpcTransport {
  if (text === 'tcp') return text;
  throw new Error(`RPC_TRANSPORT ${JSON.stringify(text)} is not built in; the only carrier of this version is "tcp".`);
}

/** The carrier's socket on the server side: smaller requests than replies, and an answer even when the value cannot be written as JSON. */
class AnsweringSocket extends FramedSocket {
  constructor(socket: Socket) {
    super(socket, MAX_REQUEST);
    atOnce(socket);
  }

  protected override handleSend(message: { id?: unknown }, callback?: (error?: unknown) => void): void {
    try {
      super.handleSend(message, callback);
    } catch (error) {
      new Logger('rpc').error('An answer could not be written.', error);
      const problem = { code: 'INTERNAL', message: 'Something broke on our side: the answer could not be written.', details: {} };
      super.handleSend({ id: message.id, response: { ok: false, problem }, isDisposed: true }, callback);
    }
  }
}

/** The carrier's socket on the caller's side. */
class CallingSocket extends FramedSocket {
  constructor(socket: Socket) {
    super(socket, MAX_REPLY);
    atOnce(socket);
  }

  /** A caller reads on whatever it has still to send: if both sides waited for each other to read, neither ever would. */
  protected override pause(): void {
    // Its answers are bounded by its own questions.
  }
}

/** Small messages must not wait for the acknowledgement of the one before; dead peers are noticed. */
function atOnce(socket: Socket): void {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
}

/** Options of the server side. */
export function serverOptions(address: RpcAddress): MicroserviceOptions {
  return {
    transport: Transport.TCP,
    options: { host: address.host, port: address.port, socketClass: AnsweringSocket },
  };
}

/** A client that connects on its first call. */
export function clientFor(address: RpcAddress): ClientProxy {
  return ClientProxyFactory.create({ transport: Transport.TCP, options: { host: address.host, port: address.port, socketClass: CallingSocket } });
}

/** Did the call never leave? Then it is safe to try again whatever it was. */
export function neverSent(error: unknown): boolean {
  const codes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && codes.has(code)) return true;
  const causes = (error as { errors?: unknown } | null)?.errors;
  return Array.isArray(causes) && causes.length > 0 && causes.every(neverSent);
}
