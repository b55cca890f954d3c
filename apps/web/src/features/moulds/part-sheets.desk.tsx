import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SheetDocument } from '../../components/sheets/sheet-documents.view.js';
import { SheetViewer } from '../../components/sheets/sheet-viewer.js';
import { useWords } from '../../lib/words/use-words.js';
import './part-sheets.desk.css';

/** Drawings of a part, each opening over the window; what is open stands in the address, so that it can be sent to a colleague. */
export function PartSheets({ documents, revision, title }: { documents: readonly SheetDocument[]; revision: string; title: string }) {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const { sheet, beside } = useSearch({ strict: false }) as { sheet?: string; beside?: string };
  const show = (shown: string | null, other: string | null) => void navigate({ to: '.', search: (before: object) => ({ ...before, sheet: shown ?? undefined, beside: shown === null ? undefined : other ?? undefined }), replace: true, resetScroll: false });
  const [present] = documents.filter((each) => each.revision === revision);
  const earlier = documents.find((each) => each.revision !== revision);
  if (documents.length === 0) return <p className="soft">{i18n.t('还没有图纸。图纸随资料包上传，按零件号归到零件。')}</p>;
  return (
    <div className="part-sheets">
      <ul aria-label={i18n.t('图纸')}>
        {documents.map((each) => (
          <li key={each.id}><button type="button" className="plain-button" data-testid="open-sheet" onClick={() => show(each.id, null)}><b className="num">{each.revision}</b> <span>{each.name}</span></button></li>
        ))}
      </ul>
      {present !== undefined && earlier !== undefined && <button type="button" className="plain-button" data-testid="compare-sheets" onClick={() => show(present.id, earlier.id)}>{i18n.t('{now} 版与 {before} 版对比', { now: present.revision, before: earlier.revision })}</button>}
      <SheetViewer documents={documents} shown={sheet ?? null} beside={beside ?? null} title={title} onShow={show} />
    </div>
  );
}
