import type { CompanyResumed } from '#contracts/live.protocol';

/** An answer without the news beyond a number, which are told as frames. It never goes back behind what the asker has. */
export function upTo(answer: CompanyResumed, lastSeq: number, told: number): CompanyResumed {
  if (answer.seq <= told) return answer;
  if (answer.kind === 'reset') return { kind: 'reset', seq: told };
  const events = answer.events.filter((event) => event.seq <= told);
  return { kind: 'events', events, seq: events.at(-1)?.seq ?? lastSeq };
}
