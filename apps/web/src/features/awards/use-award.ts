import { useRef, useState } from 'react';
import { DecideAwards, ProposeAwards } from '../../generated/awards/award-page.js';
import type { AwardPageQuery, AwardTenderFragment } from '../../generated/types.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';

/** What came of the last decision: told beside its lot where the rules name one. */
export interface AwardTrouble { message: string; lotId: string | null; stale: boolean }
export interface Pick { lotId: string; bidId: string }

/** Decides and approves. Nothing is sent twice: a decision keeps its key until an answer came. */
export function useAward(tender: AwardTenderFragment) {
  const { gateway, queries } = useHouse();
  const [state, setState] = useState<{ busy: boolean; trouble: AwardTrouble | null; problem: unknown }>({ busy: false, trouble: null, problem: null });
  const intention = useRef({ of: '', key: '' });
  const sending = useRef(false);

  const send = async (of: object, ask: (idempotencyKey: string) => Promise<Answer>): Promise<boolean> => {
    // Two presses can come before the button is painted as pressed.
    if (sending.current) return false;
    sending.current = true;
    const name = JSON.stringify([tender.version, of]);
    if (intention.current.of !== name) intention.current = { of: name, key: newKey() };
    setState({ busy: true, trouble: null, problem: null });
    try {
      const answer = await ask(intention.current.key);
      if (answer.__typename === 'BuyerTender') {
        queries.setQueryData<AwardPageQuery>(['award', tender.id], { tender: answer });
        setState({ busy: false, trouble: null, problem: null });
        return true;
      }
      const stale = answer.__typename === 'VersionConflict' || answer.__typename === 'StateRefused';
      intention.current = { of: '', key: '' };
      setState({ busy: false, trouble: { message: answer.message, lotId: answer.__typename === 'AwardRefused' ? answer.lotId : null, stale }, problem: null });
      if (stale) void queries.invalidateQueries({ queryKey: ['award', tender.id] });
      return false;
    } catch (problem) {
      setState({ busy: false, trouble: null, problem });
      return false;
    } finally {
      sending.current = false;
    }
  };
  return {
    ...state,
    propose: (picks: readonly Pick[], reason: string | null) => send({ picks, reason }, async (idempotencyKey) =>
      (await gateway.ask(ProposeAwards, { input: { idempotencyKey, tenderId: tender.id, version: tender.version, picks: [...picks], reason } })).proposeAwards),
    decide: (approve: boolean, reason: string | null) => send({ approve, reason }, async (idempotencyKey) =>
      (await gateway.ask(DecideAwards, { input: { idempotencyKey, tenderId: tender.id, version: tender.version, approve, reason } })).decideAwards),
    forget: () => setState({ busy: false, trouble: null, problem: null }),
  };
}

type Answer = import('../../generated/types.js').ProposeAwardsMutation['proposeAwards'] | import('../../generated/types.js').DecideAwardsMutation['decideAwards'];
