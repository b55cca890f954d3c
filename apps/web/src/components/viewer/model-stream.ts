import { boxesOf, listBytes, type BodyBox } from './glb-boxes.view.js';

/** Reads a binary glTF: tells its boxes as soon as its list of contents has come, and gives the whole at the end. Throws when it cannot be had. */
export async function streamModel(url: string, onBoxes: (boxes: BodyBox[]) => void, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal, credentials: 'omit' });
  if (!answer.ok || answer.body === null) throw new Error(`The model could not be read (${answer.status}).`);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let told = false;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.byteLength;
    if (told) continue;
    const beginning = joined(pieces, bytes);
    const needed = listBytes(beginning);
    if (needed === null || needed > bytes) continue;
    told = true;
    onBoxes(boxesOf(beginning));
  }
  return joined(pieces, bytes).buffer as ArrayBuffer;
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
