import { useEffect, useRef, useState } from 'react';
import { StartImport } from '../../generated/imports/import.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { uploadFile } from '../../lib/api/upload.js';
import { checked, HEAD_BYTES, isRefused, purposeOf, standingOf, type IntakePurpose, type Piece } from './intake.view.js';

/** Files go two by two: one alone leaves the line idle while it is hashed. */
const SIDE_BY_SIDE = 2;
const KEPT = 'mouldshare.upload';

/** Files chosen for an import, on their way to the house; when all of them are there the import is started. */
export function useIntake(mouldId: string, onStarted: (importId: string) => void) {
  const { gateway, queries } = useHouse();
  const [pieces, setPieces] = useState<readonly Piece[]>([]);
  const [state, setState] = useState<{ starting: boolean; refusal: string | null; problem: unknown }>({ starting: false, refusal: null, problem: null });
  const files = useRef(new Map<string, File>());
  const going = useRef(new Map<string, AbortController>());
  // What was begun is not begun again, whatever an effect of an earlier paint still sees.
  const started = useRef(new Set<string>());
  // One intention to start for one choice of files.
  const begun = useRef({ files: '', key: '' });
  useEffect(() => () => { for (const one of going.current.values()) one.abort(); }, []);
  const change = (key: string, now: Partial<Piece>) => setPieces((before) => before.map((piece) => (piece.key === key ? { ...piece, ...now } : piece)));

  const send = async (piece: Piece, purpose: IntakePurpose): Promise<void> => {
    const end = new AbortController();
    started.current.add(piece.key);
    going.current.set(piece.key, end);
    let kept: string | null = null;
    try {
      const sent = await uploadFile(gateway, {
        key: (hash) => { kept = `${KEPT} ${hash} ${purpose} ${piece.name}`; return keyFor(kept); }, purpose, name: piece.name, file: files.current.get(piece.key)!, signal: end.signal,
        onShare: (share) => change(piece.key, { share, broken: false }), onBroken: (broken) => change(piece.key, { broken }),
      });
      if (kept !== null) sessionStorage.removeItem(kept);
      change(piece.key, 'fileId' in sent ? { fileId: sent.fileId, share: 1, broken: false } : { refused: sent.refused, refusal: sent.why === 'TYPE' ? 'UNKNOWN' : piece.refusal });
    } catch (problem) {
      if (end.signal.aborted) return;
      if (kept !== null) sessionStorage.removeItem(kept);
      setState((before) => ({ ...before, problem }));
      change(piece.key, { refused: '', share: null });
    } finally {
      going.current.delete(piece.key);
      setPieces((before) => [...before]);
    }
  };
  useEffect(() => {
    const waiting = pieces.filter((piece) => piece.purpose !== null && !isRefused(piece) && piece.fileId === null && !started.current.has(piece.key));
    for (const piece of waiting.slice(0, Math.max(0, SIDE_BY_SIDE - going.current.size))) void send(piece, piece.purpose!);
  }, [pieces]);

  const start = async (chosen: readonly Piece[]): Promise<void> => {
    const fileIds = chosen.flatMap(({ fileId }) => fileId ?? []);
    if (fileIds.length === 0) return;
    if (begun.current.files !== fileIds.join()) begun.current = { files: fileIds.join(), key: newKey() };
    setState({ starting: true, refusal: null, problem: null });
    try {
      const { startImport: answer } = await gateway.ask(StartImport, { input: { idempotencyKey: begun.current.key, mouldId, fileIds } });
      if (answer.__typename !== 'Import') return setState({ starting: false, refusal: answer.message, problem: null });
      void queries.invalidateQueries({ queryKey: ['import-door', mouldId] });
      setState({ starting: false, refusal: null, problem: null });
      setPieces([]);
      onStarted(answer.id);
    } catch (problem) {
      setState({ starting: false, refusal: null, problem });
    }
  };
  const standing = standingOf(pieces);
  useEffect(() => { if (standing === 'READY' && !state.starting && state.refusal === null && state.problem === null) void start(pieces); }, [standing, pieces]);

  return {
    pieces, standing, ...state,
    add: async (chosen: readonly File[]): Promise<void> => {
      const found = await Promise.all(chosen.map(async (file): Promise<Piece> => {
        const key = newKey();
        files.current.set(key, file);
        // What cannot even be opened is a folder, or gone.
        const head = await file.slice(0, HEAD_BYTES).arrayBuffer().then((bytes) => new Uint8Array(bytes), () => null);
        const purpose = head === null || file.size === 0 ? null : purposeOf(head);
        const refusal = file.size === 0 ? 'EMPTY' : purpose === 'OTHER_ARCHIVE' ? 'OTHER_ARCHIVE' : purpose === null ? 'UNKNOWN' : null;
        return { key, name: file.name, bytes: file.size, purpose: purpose === 'OTHER_ARCHIVE' ? null : purpose, refusal, share: null, broken: false, fileId: null, refused: null };
      }));
      setState((before) => ({ ...before, refusal: null, problem: null }));
      setPieces((before) => checked([...before, ...found]));
    },
    remove: (key: string) => {
      going.current.get(key)?.abort();
      files.current.delete(key);
      setState((before) => ({ ...before, refusal: null, problem: null }));
      setPieces((before) => checked(before.filter((piece) => piece.key !== key)));
    },
    /** Sends one that failed once more. */
    again: (key: string) => {
      started.current.delete(key);
      setState((before) => ({ ...before, problem: null }));
      change(key, { refused: null });
    },
    /** Goes on with the files that are there. */
    start: () => start(pieces.filter((piece) => !isRefused(piece))),
  };
}

/** The key of a transfer that this page, or the one before it was loaded anew, began. */
function keyFor(kept: string): string {
  const known = sessionStorage.getItem(kept);
  if (known !== null) return known;
  const key = newKey();
  try { sessionStorage.setItem(kept, key); } catch { /* A browser that keeps nothing sends from the start. */ }
  return key;
}
