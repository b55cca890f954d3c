import { useState } from 'react';
import { documentsOf } from '../../components/sheets/sheet-documents.view.js';
import { SheetViewer } from '../../components/sheets/sheet-viewer.js';
import { Turntable } from '../../components/turntable/turntable.js';
import type { ShopTravellerQuery } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';

type Part = NonNullable<NonNullable<ShopTravellerQuery['traveller']>['part']>;

/** What the part looks like: its drawings, those of the ordered revision first, and its shape to turn. */
export function PartLooks({ part, revision, title }: { part: Part; revision: string; title: string }) {
  const { i18n } = useWords();
  const [shown, setShown] = useState<readonly [string | null, string | null]>([null, null]);
  const documents = documentsOf(part).sort((a, b) => Number(b.revision === revision) - Number(a.revision === revision));
  const mesh = part.model?.meshUrl ?? null;
  if (documents.length === 0 && mesh === null) return null;
  return (
    <section className="card part-looks" aria-label={i18n.t('看图和三维')}>
      {documents.length > 0 && (
        <ul>{documents.map((each) => <li key={each.id}><button type="button" className="choice-button" data-testid="open-sheet" onClick={() => setShown([each.id, null])}>{i18n.t('{revision} 版图纸', { revision: each.revision })} <span className="soft">{each.name}</span></button></li>)}</ul>
      )}
      {mesh !== null && <Turntable url={mesh} label={i18n.t('{part} 三维', { part: title })} picture={part.model?.thumbnailUrl ?? null} />}
      <SheetViewer documents={documents} shown={shown[0]} beside={shown[1]} title={title} onShow={(one, beside) => setShown([one, beside])} />
    </section>
  );
}
