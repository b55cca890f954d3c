const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const LONGEST = 254;
const LONGEST_LOCAL = 64;

/**
 * The one form in which an address is kept and compared: trimmed and in small letters. Null when it is no address that mail
 * reaches everywhere. Two spellings of one mailbox are one person; dots and tags stay, because providers differ about them.
 */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  if (address.length > LONGEST || address.indexOf('@') > LONGEST_LOCAL) return null;
  return ADDRESS.test(address) ? address : null;
}
