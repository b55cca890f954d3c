import 'reflect-metadata';
import type { Server as NetServer, Socket } from 'node:net';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '#contracts';
import { Logger, type LogLevelName } from '#platform/observability';
import { Door, serverOptions } from '#platform/rpc';
import { Drain } from './drain.js';
import { httpAdapter, prepareHttp } from './http-edge.js';
import { ProblemFilter } from './problem.filter.js';
import type { PlatformSettings } from './platform.module.js';

export interface ProcessPlan {
  readonly name: ServiceName;
  readonly module: Type<unknown> | object;
  readonly settings: PlatformSettings;
  readonly httpPort: number;
  /** Port for calls of other services; null for a process that takes none. */
  readonly rpcPort: number | null;
  /** Last touches before the ports open: routes of Fastify, sockets, CORS. */
  configure?(app: NestFastifyApplication): Promise<void> | void;
}

export interface RunningProcess {
  readonly app: NestFastifyApplication;
  /** Stops taking, lets those inside finish, closes. Does not end the Node process. */
  close(): Promise<void>;
}

/** How long those inside have when the process is asked to stop. */
const DRAIN_MS = 10_000;
/** How long closing connections may take after that. */
const CLOSE_MS = 4_000;

/** Builds the app and opens its ports. Signals and last words are `runProcess`' business, so that tests can boot several. */
export async function bootProcess(plan: ProcessPlan): Promise<RunningProcess> {
  const { settings } = plan;
  const app = await NestFactory.create<NestFastifyApplication>(plan.module as Type<unknown>, httpAdapter(settings.TRUSTED_PROXIES), {
    bufferLogs: false, abortOnError: false, logger: new Logger(plan.name, settings.LOG_LEVEL),
  });
  const logger = app.get(Logger);
  const drain = app.get(Drain);
  app.useLogger(logger);
  app.useGlobalFilters(new ProblemFilter(logger));
  prepareHttp(app, drain, settings.NODE_ENV === 'production' && settings.PUBLIC_URL.startsWith('https:'));
  if (settings.WEB_ORIGINS.length > 0) app.enableCors({ origin: [...settings.WEB_ORIGINS], credentials: true, maxAge: 600, exposedHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'] });
  await plan.configure?.(app);
  if (plan.rpcPort !== null) {
    const calls = app.connectMicroservice(serverOptions({ host: settings.RPC_HOST, port: plan.rpcPort }));
    const door = app.get(Door);
    const callers = new Set<Socket>();
    calls.unwrap<NetServer>().on('connection', (caller) => { callers.add(caller); caller.once('close', () => callers.delete(caller)); });
    drain.addLast('calls', async (atMostMs) => {
      calls.unwrap<NetServer>().close();
      const served = await door.drain(atMostMs);
      // Callers are told that the line is over before it breaks under their next call.
      for (const caller of callers) caller.end();
      return served;
    });
  }
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await drain.begin(DRAIN_MS);
    await app.close();
  };
  const running = { app, close: () => (closed ??= close()) };
  try {
    await app.init();
    await app.startAllMicroservices();
    await app.listen(plan.httpPort, settings.HOST);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  logger.info('Up', { http: `${settings.HOST}:${plan.httpPort}`, calls: plan.rpcPort === null ? null : `${settings.RPC_HOST}:${plan.rpcPort}` }, 'Boot');
  return running;
}

/**
 * Runs a service until it is told to stop: SIGTERM or SIGINT stops taking, drains at most 10 s and ends with code 0;
 * what nobody caught is logged and ends the process with code 1, because nobody knows what it left half done.
 */
export async function runProcess(plan: ProcessPlan): Promise<void> {
  const logger = new Logger(plan.name, plan.settings.LOG_LEVEL as LogLevelName);
  let running: RunningProcess | null = null;
  let ending = false;

  const die = (reason: unknown, what: string): void => {
    logger.fatal(what, reason instanceof Error ? reason : { reason }, 'Boot');
    void leave(1);
  };
  const leave = async (code: number): Promise<never> => {
    setTimeout(() => process.exit(code), 500).unref();
    await logger.flush().catch(() => undefined);
    process.exit(code);
  };
  process.on('unhandledRejection', (reason) => die(reason, 'A promise failed and nobody looked.'));
  process.on('uncaughtException', (error) => die(error, 'An error that nobody caught.'));
  const stop = async (signal: string): Promise<void> => {
    // The terminal and the supervisor may both say it.
    if (ending) return;
    ending = true;
    logger.info('Stopping', { signal }, 'Boot');
    setTimeout(() => { logger.warn('Closing took too long.', 'Boot'); void leave(0); }, DRAIN_MS + CLOSE_MS).unref();
    try {
      await running?.close();
      await leave(0);
    } catch (error) {
      die(error, 'Closing failed.');
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  try {
    running = await bootProcess(plan);
    if (ending) await running.close();
  } catch (error) {
    die(error, 'The process could not start.');
  }
}
