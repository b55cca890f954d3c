import type { ReactNode } from 'react';
import { sizeText, type SizeGiven } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';

export interface JobFaceFacts { title: string; pieces: number; material: string | null; size: SizeGiven; operations: readonly string[] }

/** What a workshop reads first of a job: what it is, how large, of what, by which operations. The same on the phone and in the buyer's preview. */
export function JobFace({ facts, clock, children }: { facts: JobFaceFacts; clock: ReactNode; children?: ReactNode }) {
  return (
    <>
      <span className="spread"><h2>{facts.title} <span className="soft num">×{facts.pieces}</span></h2>{clock}</span>
      <span className="soft num" data-testid="job-facts">{[facts.material, sizeText(facts.size), facts.operations.join('›')].filter(Boolean).join(' · ')}</span>
      {children}
    </>
  );
}

/** What a job says of prices before anybody may know one. */
export function NoPriceYet({ visibility }: { visibility: 'SEALED' | 'RANK_ONLY' | 'BEST_PRICE' | 'OPEN' }) {
  const { i18n } = useWords();
  return <>{visibility === 'SEALED' ? i18n.t('密封，截标后揭晓') : visibility === 'RANK_ONLY' ? i18n.t('按名次竞价') : i18n.t('还没有报价')}</>;
}
