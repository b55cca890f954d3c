import { useState } from 'react';
import { ChangeParts, ReleaseParts, RouteParts } from '../../generated/moulds/workbench.js';
import type { OperationInput, PartPatch, WorkbenchQuery } from '../../generated/types.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { uploadFile } from '../../lib/api/upload.js';
import { useHouse } from '../../lib/api/house.js';
import { mayUndo, undoOf, type Part } from './workbench.view.js';

/** Why nothing was changed: a sentence, and one per value that broke a rule. */
export interface No { message: string; problems: readonly { path: string; message: string }[] }
type Answer = { __typename: 'PartsChanged'; parts: Part[] } | { __typename: string; message: string; problems?: No['problems'] };
export interface Done { parts: Part[]; undo: (() => Promise<void>) | null }

/** Changing parts of one mould: what was changed shows at once, and can be taken back while no frozen revision was touched. */
export function useParts(mouldId: string) {
  const { gateway, queries } = useHouse();
  const [busy, setBusy] = useState(false);
  const key = ['workbench', mouldId];

  const shown = (): readonly Part[] => queries.getQueryData<WorkbenchQuery>(key)?.mould?.parts ?? [];
  const keep = (parts: readonly Part[]) => {
    const now = new Map(parts.map((part) => [part.id, part]));
    queries.setQueryData<WorkbenchQuery>(key, (held) => (held?.mould ? { ...held, mould: { ...held.mould, parts: held.mould.parts.map((part) => now.get(part.id) ?? part) } } : held));
    for (const part of parts) void queries.invalidateQueries({ queryKey: ['passport', part.id] });
  };
  const settle = async (ids: readonly string[], ask: () => Promise<Answer>): Promise<Done | No> => {
    const before = shown().filter(({ id }) => ids.includes(id));
    setBusy(true);
    try {
      const answer = await ask();
      if (!('parts' in answer)) {
        // Somebody else was faster: what is shown is old.
        if (answer.__typename === 'VersionConflict') void queries.invalidateQueries({ queryKey: key });
        return { message: answer.message, problems: answer.problems ?? [] };
      }
      keep(answer.parts);
      return { parts: answer.parts, undo: mayUndo(before, answer.parts) ? () => takeBack(before, answer.parts) : null };
    } finally {
      setBusy(false);
    }
  };
  const takeBack = async (before: readonly Part[], after: readonly Part[]) => {
    const { patches, routes } = undoOf(before, after);
    const versions = new Map(after.map(({ id, version }) => [id, version]));
    const kept = (answer: Answer) => { if ('parts' in answer) { keep(answer.parts); for (const { id, version } of answer.parts) versions.set(id, version); } };
    if (patches.length > 0) kept((await gateway.ask(ChangeParts, { input: { idempotencyKey: newKey(), parts: patches } })).updateParts);
    for (const { ids, route } of routes) {
      kept((await gateway.ask(RouteParts, { input: { idempotencyKey: newKey(), parts: ids.map((partId) => ({ partId, version: versions.get(partId)! })), operations: route } })).setRoutes);
    }
  };
  const at = (parts: readonly Part[]) => parts.map(({ id, version }) => ({ partId: id, version }));
  const ids = (parts: readonly Part[]) => parts.map(({ id }) => id);
  return {
    busy,
    change: (parts: readonly Part[], patch: Omit<PartPatch, 'partId' | 'version'>) =>
      settle(ids(parts), async () => (await gateway.ask(ChangeParts, { input: { idempotencyKey: newKey(), parts: at(parts).map((one) => ({ ...one, ...patch })) } })).updateParts),
    /** Gives one part its first drawing. */
    draw: (part: Part, file: File) => settle([part.id], async () => {
      const purpose = /\.(png|jpe?g)$/i.test(file.name) ? 'ATTACHMENT' : 'DRAWING';
      const sent = await uploadFile(gateway, { key: newKey(), purpose, name: file.name, file });
      if (!('fileId' in sent)) return { __typename: 'FileRefused', message: sent.refused };
      return (await gateway.ask(ChangeParts, { input: { idempotencyKey: newKey(), parts: [{ partId: part.id, version: part.version, fileIds: [sent.fileId] }] } })).updateParts;
    }),
    route: (parts: readonly Part[], operations: OperationInput[]) =>
      settle(ids(parts), async () => (await gateway.ask(RouteParts, { input: { idempotencyKey: newKey(), parts: at(parts), operations } })).setRoutes),
    /** Several routes, one call each; what was done before a no stays done. */
    routeEach: async (routes: readonly { parts: readonly Part[]; operations: OperationInput[] }[]): Promise<Done | No> => {
      const done: Part[] = [];
      for (const { parts, operations } of routes) {
        const answer = await settle(ids(parts), async () => (await gateway.ask(RouteParts, { input: { idempotencyKey: newKey(), parts: at(parts), operations } })).setRoutes);
        if (!('parts' in answer)) return answer;
        done.push(...answer.parts);
      }
      return { parts: done, undo: null };
    },
    release: (parts: readonly Part[]) => settle(ids(parts), async () => (await gateway.ask(ReleaseParts, { input: { idempotencyKey: newKey(), parts: at(parts) } })).releaseParts),
  };
}
