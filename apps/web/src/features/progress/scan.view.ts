/** What a scanned or typed text stands for. */
export type Scanned = { kind: 'CODE'; code: string } | { kind: 'ELSEWHERE' } | { kind: 'NOTHING' };

const CODE = /^[0-9A-Za-z][0-9A-Za-z_-]{3,59}$/;
const PAGE = /^\/(?:m\/)?t\/([^/?#]+)\/?$/;

/**
 * The code of a traveller in what a camera read or a person typed: the address of a report page of this house, or the bare code. The address of another
 * house, or of anything else, is never followed.
 */
export function travellerCode(text: string, origin: string): Scanned {
  const said = text.normalize('NFKC').trim();
  if (said === '') return { kind: 'NOTHING' };
  if (CODE.test(said)) return { kind: 'CODE', code: said };
  let url: URL;
  try {
    url = new URL(said);
  } catch {
    return { kind: 'NOTHING' };
  }
  const code = PAGE.exec(url.pathname)?.[1] ?? '';
  return url.origin === origin && CODE.test(code) ? { kind: 'CODE', code } : { kind: 'ELSEWHERE' };
}

/** Why there is no picture, as a browser names it. */
export type CameraTrouble = 'INSECURE' | 'DENIED' | 'NONE' | 'BUSY';

export function cameraTrouble(error: unknown): CameraTrouble {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError': case 'SecurityError': return 'DENIED';
    case 'NotFoundError': case 'OverconstrainedError': return 'NONE';
    default: return 'BUSY';
  }
}
