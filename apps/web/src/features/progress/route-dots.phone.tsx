import { Glyph } from '../../components/signs/glyph.js';
import { operationSign, useOperationWords } from '../../components/signs/trade-tags.js';
import type { ShopOperation } from './shop-line.view.js';

/** The route of a line in one row of signs; read out as one sentence. */
export function RouteDots({ operations }: { operations: readonly ShopOperation[] }) {
  const words = useOperationWords();
  return (
    <span className="route-dots" role="img" aria-label={operations.map(({ process, state }) => `${process} ${words[state]}`).join(', ')}>
      {operations.map(({ seq, process, state, waiting }) => <span key={seq} className={`tag ${waiting ? 'risk' : operationSign(state)}`}><Glyph sign={waiting ? 'closing' : operationSign(state)} /> {process}</span>)}
    </span>
  );
}
