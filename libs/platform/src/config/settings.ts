import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { customCleanEnv, EnvMissingError, type ValidatorSpec } from 'envalid';
import { DEVELOPMENT_SECRET } from './validators.js';

/** Settings of one process: name, validator, default, and one sentence for people. */
export type SettingsTable = Record<string, ValidatorSpec<unknown>>;

/** What a table gives once it is read. */
export type Settings<T extends SettingsTable> = { readonly [K in keyof T]: T[K] extends { _parse: (input: string) => infer V } ? V : never };

/** "Something in the configuration is wrong" among the exit codes of sysexits.h. */
export const EXIT_CONFIG = 78;

/** Reads a table from an environment; every error at once, in words, and never the value of a secret. */
export function checkSettings<T extends SettingsTable>(table: T, environment: Readonly<Record<string, string | undefined>>): { settings: Settings<T>; errors: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const errors: string[] = [];
  const settings = customCleanEnv(given, table, (clean) => ({ ...clean }) as Record<string, unknown>, {
    reporter: ({ errors: found }) => {
      for (const [name, error] of Object.entries(found) as [string, Error][]) {
        if (error instanceof EnvMissingError) errors.push(`${name} is missing: ${table[name]?.desc ?? ''}`);
        else errors.push(`${name} ${asSentence(error.message, table[name])}`);
      }
    },
  });
  if (given.NODE_ENV === 'production' && given.MOULDSHARE_SECRET === DEVELOPMENT_SECRET) {
    errors.push('MOULDSHARE_SECRET is the one every checkout has; production needs its own.');
  }
  return { settings: Object.freeze(settings) as Settings<T>, errors };
}

/**
 * The settings of this process, read once. A file `.env` in the working folder fills in what the environment lacks.
 * With a wrong setting the process says everything that is wrong and ends with code 78.
 */
export function readSettings<T extends SettingsTable>(app: string, table: T): Settings<T> {
  const { settings, errors } = checkSettings(table, environment());
  if (errors.length > 0) refuse(app, errors);
  return settings;
}

/** Says everything that is wrong and ends the process with code 78. */
export function refuse(app: string, errors: readonly string[]): never {
  process.stderr.write(`${app} does not start, because ${errors.length === 1 ? 'a setting is' : `${errors.length} settings are`} wrong:\n${errors.map((error) => `  ${error}`).join('\n')}\nAll settings are described in .env.example.\n`);
  process.exit(EXIT_CONFIG);
}

/** The environment; a file `.env` in the working folder fills in what it lacks. */
export function environment(): Record<string, string | undefined> {
  return { ...fromFile(), ...process.env };
}

function fromFile(): Record<string, string | undefined> {
  const path = resolve('.env');
  if (process.env.NODE_ENV === 'test' || !existsSync(path)) return {};
  return parseEnv(readFileSync(path, 'utf8')) as Record<string, string | undefined>;
}

function asSentence(message: string, spec: ValidatorSpec<unknown> | undefined): string {
  if (spec?.choices !== undefined) return `must be one of ${spec.choices.map(String).join(', ')}.`;
  return message.startsWith('must ') ? message : 'has a value that cannot be read.';
}
