import { lazy, Suspense, useState } from 'react';
import { OpenPaper } from '../../generated/papers/papers.js';
import { useHouse } from '../../lib/api/house.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { ProblemNotice } from '../signs/notices.js';
import { afterNews, openPages, shownAs, type LinePapers, type PaperShown } from './papers.view.js';
import './papers.css';

/** Whoever opens no drawing does not carry the viewer along. */
const Viewer = lazy(() => import('../sheets/sheet-viewer.js').then(({ SheetViewer }) => ({ default: SheetViewer })));

/** The same holds for what turns a part. */
const Turntable = lazy(() => import('../turntable/turntable.js').then(({ Turntable: turntable }) => ({ default: turntable })));

/**
 * What shows the parts of a lot or order: a picture, drawings to leaf through, originals to save. What is taken back closes at once, with pictures and models; when news were
 * missed nothing is seen until it was asked for again.
 */
export function Papers({ lines, subjectIds, asOf, title, locked, reload }: {
  lines: readonly LinePapers[];
  /** The lot, or the order and its line: what news are about. */
  subjectIds: readonly string[];
  /** When the lines were read. */
  asOf: number;
  title: string;
  /** What to do before they open; null when nothing. */
  locked: string | null;
  reload: () => void;
}) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const [shown, setShown] = useState<readonly [string | null, string | null]>([null, null]);
  const [closed, setClosed] = useState(false);
  const [hiddenAt, setHiddenAt] = useState<number | null>(null);
  useCompanyNews((news) => {
    const after = afterNews(news, subjectIds);
    // Gone from the screen first; whether it may be seen is asked anew.
    if (after === 'CLOSE' && shown[0] !== null) setClosed(true);
    if (after === 'CLOSE') setShown([null, null]);
    if (after === 'CLOSE' || after === 'HIDE') setHiddenAt(asOf);
    if (after !== null) reload();
  });
  const pages = openPages(lines);
  const still = (id: string | null): string | null => (pages.some((page) => page.id === id) ? id : null);
  const isHidden = hiddenAt === asOf;
  const isClosed = closed || (!isHidden && shown[0] !== null && still(shown[0]) === null);
  const model = ({ files }: LinePapers): string | null => files.find((file) => file.grantedStage !== 'OUTLINE' && shownAs(file) === 'MODEL')?.id ?? null;
  const load = async (fileId: string, signal: AbortSignal): Promise<ArrayBuffer> => {
    const { requestDownload } = await gateway.ask(OpenPaper, { input: { fileId, stage: 'VIEW' } }, signal);
    const answer = requestDownload.__typename === 'DownloadTicket' ? await gateway.open(requestDownload.url, signal) : null;
    if (!answer?.ok) throw new Error('The model may not be seen now.');
    return answer.arrayBuffer();
  };
  const open = (id: string) => { setClosed(false); setShown([id, null]); };
  const notice = isClosed && <p className="papers-closed" role="alert">{i18n.t('这份图纸已不能查看。')}</p>;
  if (isHidden) return <>{notice}<p className="small soft" role="status" data-testid="papers-hidden">{i18n.t('正在打开图纸…')} <button type="button" className="text-button" onClick={reload}>{i18n.t('重试')}</button></p></>;
  if (lines.every(({ files, thumbnailUrl }) => files.length === 0 && thumbnailUrl === null)) return notice;
  return (
    <section className="papers" aria-label={i18n.t('图纸')} data-testid="papers">
      {notice}
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            {model(line) === null && <Thumbnail key={line.thumbnailUrl} url={line.thumbnailUrl} name={line.name} />}
            <div className="papers-files">
              {lines.length > 1 && <span className="small soft num">{line.itemNo} {line.name}</span>}
              {line.files.length === 0 && <span className="small soft">{i18n.t('没有图纸')}</span>}
              {line.files.filter((file) => file.grantedStage === 'OUTLINE' || shownAs(file) !== 'MODEL').map((file) => <Paper key={file.id} file={file} onOpen={() => open(file.id)} />)}
            </div>
            {model(line) !== null && <div className="papers-model"><Suspense fallback={null}><Turntable key={model(line)} url={model(line)!} label={i18n.t('{part} 三维', { part: line.name })} picture={line.thumbnailUrl} load={load} /></Suspense></div>}
          </li>
        ))}
      </ul>
      {locked !== null && lines.some(({ files }) => files.length > 0) && <p className="small soft">{locked}</p>}
      {still(shown[0]) !== null && <Suspense fallback={null}><Viewer documents={pages} shown={shown[0]!} beside={still(shown[1])} title={title} onShow={(one, other) => setShown([one, other])} /></Suspense>}
    </section>
  );
}

function Thumbnail({ url, name }: { url: string | null; name: string }) {
  const [gone, setGone] = useState(false);
  return url === null || gone ? null : <img src={url} alt={name} width="96" height="96" loading="lazy" onError={() => setGone(true)} />;
}

function Paper({ file, onOpen }: { file: PaperShown; onOpen: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<{ message: string } | { problem: unknown } | null>(null);
  const save = async () => {
    setBusy(true);
    setNo(null);
    try {
      const { requestDownload } = await gateway.ask(OpenPaper, { input: { fileId: file.id, stage: 'DOWNLOAD' } });
      if (requestDownload.__typename !== 'DownloadTicket') return setNo({ message: requestDownload.message });
      const answer = await gateway.open(requestDownload.url);
      if (!answer.ok) return setNo({ message: i18n.t('文件没有打开，请再试一次。') });
      const url = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement('a'), { href: url, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (problem) {
      setNo({ problem });
    } finally {
      setBusy(false);
    }
  };
  const isOpen = file.grantedStage !== 'OUTLINE';
  const kind = shownAs(file) === 'MODEL' ? i18n.t('三维') : file.purpose === 'MODEL' ? i18n.t('模型') : i18n.t('图纸');
  return (
    <div className="paper">
      <span className="paper-name"><span className="small soft">{kind}</span> <span className="num">{file.name}</span></span>
      {isOpen && shownAs(file) === 'PAGES' && <button type="button" className="paper-button" data-testid="paper-open" onClick={onOpen}>{i18n.t('看图')}</button>}
      {file.grantedStage === 'DOWNLOAD' && <button type="button" className="paper-button" disabled={busy} data-testid="paper-save" onClick={() => void save()}>{i18n.t('下载')}</button>}
      {!isOpen && <span className="small soft">{i18n.t('未开放')}</span>}
      {no !== null && ('message' in no ? <p className="papers-closed" role="alert">{no.message}</p> : <ProblemNotice problem={no.problem} />)}
    </div>
  );
}
