import { makeExactValidator } from 'envalid';

/** The secret that a fresh checkout works with; never good enough for production. */
export const DEVELOPMENT_SECRET = 'development-only-secret-of-mouldshare';

/** A whole number between two bounds; the unit stands in the description. */
export function wholeNumber(least: number, most: number) {
  return makeExactValidator<number>((text) => {
    if (!/^-?\d{1,15}$/.test(text) || Number(text) < least || Number(text) > most) throw new TypeError(`must be a whole number from ${least} to ${most}.`);
    return Number(text);
  });
}

export const port = wholeNumber(1, 65_535);

/** 1, true, yes, on against 0, false, no, off. */
export const yesNo = makeExactValidator<boolean>((text) => {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new TypeError('must be 1 or 0.');
});

/** An address without path, as browsers and clients write it. */
export const origin = makeExactValidator<string>((text) => {
  if (!isOrigin(text)) throw new TypeError('must be an http or https address without a path, such as https://mouldshare.example.');
  return text.replace(/\/$/, '');
});

/** Several origins with commas between them; nothing means none. */
export const origins = makeExactValidator<readonly string[]>((text) => {
  const list = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  const wrong = list.find((item) => !isOrigin(item));
  if (wrong !== undefined) throw new TypeError('must be http or https addresses without paths, with commas between them.');
  return list.map((item) => item.replace(/\/$/, ''));
});

const HOST = /^([a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?|[0-9a-f:.]{2,45})$/i;

/** A host name or an IP address. */
export const hostName = makeExactValidator<string>((text) => {
  if (!HOST.test(text)) throw new TypeError('must be a host name or an IP address.');
  return text;
});

/** One or more host names or IP addresses, each with `:port` where it is another than the usual one, with commas between them. */
export const hosts = makeExactValidator<readonly string[]>((text) => {
  const list = text.split(',').map((item) => item.trim());
  const fits = (item: string): boolean => {
    const { host, port } = hostAndPort(item, 1);
    return HOST.test(host) && port >= 1 && port <= 65_535;
  };
  if (!list.every(fits)) throw new TypeError('must be host names or IP addresses, with :port where it is another, with commas between them.');
  return list;
});

/** Host and port of an item of `hosts`. An IP address of version 6 with a port stands in brackets. */
export function hostAndPort(item: string, usualPort: number): { host: string; port: number } {
  const [, host, port] = /^(\[[^\]]*\]|[^:]+):(\d{1,5})$/.exec(item) ?? [];
  return host === undefined ? { host: item, port: usualPort } : { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

/** Amounts in minor units by currency, such as `USD=700000,JPY=1000000`; nothing means none. */
export const amounts = makeExactValidator<readonly string[]>((text) => {
  const list = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  const wrong = list.find((item) => !/^[A-Z]{3}=\d{1,15}$/.test(item));
  if (wrong !== undefined || new Set(list.map((item) => item.slice(0, 3))).size < list.length) throw new TypeError('must be amounts in minor units by currency, each currency once, such as USD=700000,JPY=1000000.');
  return list;
});

/** Currency and amount of an item of `amounts`. */
export function currencyAndAmount(item: string): [currency: string, minor: bigint] {
  return [item.slice(0, 3), BigInt(item.slice(4))];
}

const isSecret = (text: string): boolean => text.length >= 32 && new Set(text).size >= 10;

/** Several secrets with commas between them, or as a JSON list where one holds a comma itself; nothing means none. The values are never told back. */
export const secrets = makeExactValidator<readonly string[]>((text) => {
  const list = text.startsWith('[') ? jsonTexts(text) : text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  if (list === null || !list.every(isSecret)) throw new TypeError('must be secrets of at least 32 characters, with commas between them, or as a JSON list where one holds a comma itself.');
  return list;
});

/** The texts of a JSON list; null when it is none. */
function jsonTexts(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : null;
  } catch {
    return null;
  }
}

/** At least 32 characters, not one letter repeated. The value is never told back. */
export const secret = makeExactValidator<string>((text) => {
  if (!isSecret(text)) throw new TypeError('must be at least 32 random characters; `openssl rand -hex 32` makes some.');
  return text;
});

/** A connection string of PostgreSQL. The value is never told back: it holds a password. */
export const databaseUrl = makeExactValidator<string>((text) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new TypeError('must be a connection string such as postgres://owner:password@127.0.0.1:5432/mouldshare.');
  return text;
});

/** A folder on this machine. */
export const folder = makeExactValidator<string>((text) => {
  if (text.includes('\u0000') || text.length > 1_000) throw new TypeError('must be a path of at most 1000 characters.');
  return text;
});

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && (url.pathname === '/' || url.pathname === '') && url.search === '' && url.hash === '' && url.username === '';
}
