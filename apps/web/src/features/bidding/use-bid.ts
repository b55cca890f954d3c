import { useEffect, useRef, useState } from 'react';
import type { BidTaken, LiveRefusal, PlaceBidMessage } from '#contracts/live.protocol';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';
import type { Delivery } from '../../lib/live/bid-delivery.policy.js';

export type BidState =
  | { kind: 'IDLE' }
  | { kind: 'SENT'; delivery: Delivery }
  | { kind: 'TAKEN'; taken: BidTaken }
  | { kind: 'REFUSED'; refusal: LiveRefusal }
  | { kind: 'PROBLEM'; message: string; requestId: string }
  /** No answer came; the bid may or may not count. */
  | { kind: 'UNANSWERED' };

/** Sends one bid at a time. Each press is one intention with one key, however often it is repeated on the way. */
export function useBid() {
  const { live } = useHouse();
  const [state, setState] = useState<BidState>({ kind: 'IDLE' });
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const gone = new AbortController();
    leaving.current = gone;
    return () => gone.abort();
  }, []);

  const sending = useRef(false);
  const send = async (bid: Omit<PlaceBidMessage, 'idempotencyKey'>) => {
    // Two presses can come before the button is painted as pressed.
    if (sending.current) return;
    sending.current = true;
    setState({ kind: 'SENT', delivery: 'SENDING' });
    const tell = (delivery: Delivery) => setState((before) => (before.kind === 'SENT' && before.delivery !== delivery ? { kind: 'SENT', delivery } : before));
    const ack = await live.placeBid({ ...bid, idempotencyKey: newKey() }, tell, leaving.current.signal).finally(() => { sending.current = false; });
    if (ack === null) setState({ kind: 'UNANSWERED' });
    else if (ack.ok) setState({ kind: 'TAKEN', taken: ack });
    else if ('refusal' in ack) setState({ kind: 'REFUSED', refusal: ack.refusal });
    else setState({ kind: 'PROBLEM', message: ack.problem.message, requestId: ack.problem.requestId });
  };
  return { state, send, reset: () => setState({ kind: 'IDLE' }) };
}
