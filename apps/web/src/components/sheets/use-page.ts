import { useEffect, useMemo, useRef, useState } from 'react';
import { useHouse } from '../../lib/api/house.js';
import { FilePages, type PageReason } from '../../lib/api/pages.js';

/** A page as far as it has come. The one before stays until the next is there. */
export type PageShown =
  | { kind: 'waiting'; pages: number | null }
  | { kind: 'there'; url: string; width: number; height: number; pages: number; turning: boolean }
  | { kind: 'refused'; reason: PageReason | null; message: string }
  | { kind: 'problem'; problem: unknown; retry: () => void };

interface Read { file: string; page: number; url: string; width: number; height: number; pages: number }

/** One page of a file as a picture in this page's memory, forgotten when it is left; null for no file. */
export function usePage(fileId: string | null, pageNo: number): PageShown | null {
  const { gateway, live } = useHouse();
  const reader = useMemo(() => (fileId === null ? null : new FilePages(gateway, fileId, () => live.serverNow() ?? Date.now())), [fileId, gateway, live]);
  const [read, setRead] = useState<Read | null>(null);
  const [no, setNo] = useState<{ reason: PageReason | null; message: string } | { problem: unknown } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const kept = useRef(new Map<string, Read>());
  useEffect(() => {
    const pictures = kept.current;
    return () => {
      for (const { url } of pictures.values()) URL.revokeObjectURL(url);
      pictures.clear();
    };
  }, []);
  useEffect(() => {
    setNo(null);
    if (reader === null || fileId === null) return;
    const before = kept.current.get(`${fileId} ${pageNo}`);
    if (before !== undefined) return setRead(before);
    const end = new AbortController();
    // Leafing through quickly asks for the page that stays.
    const timer = setTimeout(() => void (async () => {
      try {
        const page = await reader.page(pageNo, end.signal);
        if (!('picture' in page)) return setNo(page);
        const url = URL.createObjectURL(page.picture);
        const image = Object.assign(new Image(), { src: url });
        await image.decode();
        if (end.signal.aborted) return URL.revokeObjectURL(url);
        const now = { file: fileId, page: pageNo, url, width: image.naturalWidth, height: image.naturalHeight, pages: page.pages };
        kept.current.set(`${fileId} ${pageNo}`, now);
        setRead(now);
      } catch (problem) {
        if (!end.signal.aborted) setNo({ problem });
      }
    })(), 120);
    return () => { end.abort(); clearTimeout(timer); };
  }, [reader, fileId, pageNo, attempt]);
  if (fileId === null) return null;
  if (no !== null) return 'problem' in no ? { kind: 'problem', problem: no.problem, retry: () => setAttempt(attempt + 1) } : { kind: 'refused', ...no };
  if (read === null || read.file !== fileId) return { kind: 'waiting', pages: null };
  return { kind: 'there', url: read.url, width: read.width, height: read.height, pages: read.pages, turning: read.page !== pageNo };
}
