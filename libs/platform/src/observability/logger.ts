import { Injectable, type LoggerService, type LogLevel } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import { requestContext } from './request-context.js';
import { isError, safeText, safeValue } from './redaction.js';

/** Levels by rising gravity, words of LOG_LEVEL. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevelName = (typeof logLevels)[number];

type Gravity = Exclude<LogLevelName, 'silent'>;

/** What Nest tells while it puts an app together; of interest only when that goes wrong. */
const ASSEMBLY = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication', 'NestMicroservice', 'GraphQLModule']);

/**
 * Writes JSON lines: time, level, process, request id and company of the request in hand, then what the caller adds.
 * Also Nest's own logger. Call it `logger.warn('sentence', { field: value }, 'Place')`; amounts, tokens and
 * passwords are hidden by the name of their field, so give values fields and keep them out of sentences.
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(name: string, level: LogLevelName = 'info', destination?: DestinationStream) {
    this.pino = pino({
      level, base: { app: name, pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    }, destination ?? pino.destination({ fd: 1, sync: false, minLength: 0 }));
  }

  log(message: unknown, ...more: unknown[]): void { this.write(ASSEMBLY.has(String(more.at(-1))) ? 'debug' : 'info', message, more); }
  info(message: unknown, ...more: unknown[]): void { this.write('info', message, more); }
  warn(message: unknown, ...more: unknown[]): void { this.write('warn', message, more); }
  error(message: unknown, ...more: unknown[]): void { this.write('error', message, more); }
  debug(message: unknown, ...more: unknown[]): void { this.write('debug', message, more); }
  verbose(message: unknown, ...more: unknown[]): void { this.write('trace', message, more); }
  fatal(message: unknown, ...more: unknown[]): void { this.write('fatal', message, more); }
  setLogLevels(levels: LogLevel[]): void { void levels; }

  /** Is a line of this gravity written at all? Ask before building expensive fields. */
  writes(level: Gravity): boolean {
    return this.pino.isLevelEnabled(level);
  }

  /** Everything written so far leaves the process; call it last. */
  flush(): Promise<void> {
    return new Promise((resolve) => this.pino.flush(() => resolve()));
  }

  private write(level: Gravity, message: unknown, more: unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const line: Record<string, unknown> = {};
    const context = requestContext.getStore();
    if (context !== undefined) {
      line.requestId = safeText(context.requestId, 100);
      if (context.actor !== null) line.companyId = context.actor.companyId;
    }
    let sentence = '';
    if (typeof message === 'string') sentence = message;
    else if (isError(message)) line.err = safeValue(message);
    else Object.assign(line, safeValue(message));
    for (const [i, item] of more.entries()) {
      if (isError(item)) line.err = safeValue(item);
      else if (typeof item === 'string') {
        // Nest ends its lines with the name of the place, and puts a stack before it.
        if (i === more.length - 1 && !item.includes('\n')) line.place = safeText(item, 100);
        else line.stack = safeText(item, 4_000);
      } else if (typeof item === 'object' && item !== null) Object.assign(line, safeValue(item));
    }
    this.pino[level](line, safeText(sentence));
  }
}
