import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CreateDraft, DraftMatches, PublishTender, SaveDraft } from '../../generated/tenders/publish.js';
import type { DraftCheckFragment } from '../../generated/types.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';
import { inputOf, savedLots, type DraftForm, type SavedLot } from './draft.view.js';

export interface SavedDraft { id: string; version: number; lots: readonly SavedLot[]; check: DraftCheckFragment }
export interface Complaint { path: string; message: string }
interface Standing { busy: boolean; message: string | null; problems: readonly Complaint[]; problem: unknown; stale: boolean }

const quiet: Standing = { busy: false, message: null, problems: [], problem: null, stale: false };
const SETTLED_MS = 700;

/** Keeps a draft at the house: from the first save on by itself, a moment after the last change. What fits whom is read with every version. */
export function useDraft(form: DraftForm, first: SavedDraft | null) {
  const { gateway, live, queries } = useHouse();
  const [saved, setSaved] = useState(first);
  const [standing, setStanding] = useState(quiet);
  const nowIso = () => new Date(live.serverNow() ?? Date.now()).toISOString();
  const text = JSON.stringify(inputOf(form, ''));
  const kept = useRef(first === null ? '' : text);
  const working = useRef(false);
  // A save whose answer was lost is asked for again as it was, under the same key.
  const intention = useRef<{ of: string; key: string; input: ReturnType<typeof inputOf> } | null>(null);
  const outgoing = useRef(newKey());
  const latest = useRef(form);
  latest.current = form;

  const save = async (): Promise<SavedDraft | null> => {
    if (working.current) return null;
    working.current = true;
    setStanding((before) => ({ ...before, busy: true }));
    const now = latest.current;
    const sent = JSON.stringify(inputOf(now, ''));
    try {
      const of = `${saved?.version ?? 0} ${sent}`;
      if (intention.current?.of !== of) intention.current = { of, key: newKey(), input: inputOf(now, nowIso()) };
      const { key: idempotencyKey, input } = intention.current;
      const answer = saved === null
        ? (await gateway.ask(CreateDraft, { input: { ...input, idempotencyKey } })).createTender
        : (await gateway.ask(SaveDraft, { input: { ...input, idempotencyKey, tenderId: saved.id, version: saved.version } })).updateTender;
      intention.current = null;
      kept.current = sent;
      if (answer.__typename === 'BuyerTender') {
        const next = { id: answer.id, version: answer.version, lots: savedLots(now, answer.lots), check: answer.check };
        setSaved(next);
        setStanding(quiet);
        void queries.invalidateQueries({ queryKey: ['tenders'] });
        return next;
      }
      setStanding({ ...quiet, message: answer.message, problems: answer.__typename === 'InputRefused' ? answer.problems : [], stale: answer.__typename === 'VersionConflict' });
    } catch (problem) {
      setStanding({ ...quiet, problem });
    } finally {
      working.current = false;
    }
    return null;
  };
  const changed = text !== kept.current;
  const waits = saved !== null && changed && !standing.busy && !standing.stale && standing.problem === null;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => void save(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [waits, text]);

  const matches = useQuery({
    queryKey: ['draft-matches', saved?.id, saved?.version], enabled: saved !== null, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => gateway.ask(DraftMatches, { id: saved!.id }, signal),
  }).data?.tender;
  const publish = async (acceptWarnings: string | null): Promise<boolean> => {
    if (saved === null) return false;
    setStanding({ ...quiet, busy: true });
    try {
      const { publishTender: answer } = await gateway.ask(PublishTender, { input: { idempotencyKey: outgoing.current, tenderId: saved.id, version: saved.version, acceptWarnings } });
      outgoing.current = newKey();
      if (answer.__typename === 'BuyerTender') return true;
      if (answer.__typename === 'TenderIncomplete') setSaved({ ...saved, check: answer.check });
      setStanding({ ...quiet, message: answer.message, stale: answer.__typename === 'VersionConflict' });
    } catch (problem) {
      setStanding({ ...quiet, problem });
    }
    return false;
  };
  return { ...standing, saved, changed, matches: matches?.matches ?? [], save, publish };
}
