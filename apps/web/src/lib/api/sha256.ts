/** Fractions of the cube roots of the first 64 primes, and of the square roots of the first eight (FIPS 180-4, 4.2.2 and 5.3.3). */
const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
};
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));

/** Larger files are hashed piece by piece, so that the memory of a browser need not hold them. */
const WHOLE_BYTES = 64 * 1024 * 1024;
const PIECE_BYTES = 4 * 1024 * 1024;

/** SHA-256 of some bytes in lower-case hexadecimal. Browsers keep their own for secure addresses; a workshop's http address has none. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : ownSha256(bytes));
}

/** The same of a file; `onShare` is told from 0 to 1 while a large one is read. */
export async function sha256OfFile(file: Blob, onShare?: (share: number) => void, wholeBytes = WHOLE_BYTES): Promise<string> {
  if (file.size <= wholeBytes) return sha256(new Uint8Array(await file.arrayBuffer()));
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    hash.add(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
    onShare?.(Math.min(1, (at + PIECE_BYTES) / file.size));
  }
  return hexOf(hash.digest());
}

/** The same without the browser's help. */
export function ownSha256(bytes: Uint8Array): Uint8Array {
  const hash = new Sha256();
  hash.add(bytes);
  return hash.digest();
}

function hexOf(digest: Uint8Array): string {
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash of bytes that come in pieces. */
class Sha256 {
  private readonly state = Int32Array.from(START);
  private readonly words = new Int32Array(64);
  private readonly rest = new Uint8Array(64);
  private length = 0;

  add(bytes: Uint8Array): void {
    let at = 0;
    const held = this.length % 64;
    this.length += bytes.length;
    if (held > 0) {
      at = Math.min(64 - held, bytes.length);
      this.rest.set(bytes.subarray(0, at), held);
      if (held + at < 64) return;
      this.block(this.rest, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.block(bytes, at);
    this.rest.set(bytes.subarray(at));
  }

  digest(): Uint8Array {
    const held = this.length % 64;
    const end = new Uint8Array(held < 56 ? 64 : 128);
    end.set(this.rest.subarray(0, held));
    end[held] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(this.length / 2 ** 29));
    view.setUint32(end.length - 4, (this.length * 8) >>> 0);
    for (let at = 0; at < end.length; at += 64) this.block(end, at);
    const digest = new DataView(new ArrayBuffer(32));
    this.state.forEach((value, i) => digest.setInt32(i * 4, value));
    return new Uint8Array(digest.buffer);
  }

  private block(bytes: Uint8Array, at: number): void {
    const w = this.words;
    for (let i = 0, from = at; i < 16; i += 1, from += 4) w[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15]!;
      const b = w[i - 2]!;
      w[i] = (w[i - 16]! + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[i - 7]! + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { this.state[i] = (this.state[i]! + value) | 0; });
  }
}

function turned(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}
