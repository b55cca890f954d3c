import { useState } from 'react';
import { useWords } from '../../lib/words/use-words.js';
import './evidence.css';

export interface EvidenceShown { url: string; file: { id: string; name: string; mediaType: string | null } }

/** Photographs of what was reported, each opening in full; sheets by their name. An address that has ended says so until the page is read anew. */
export function EvidenceStrip({ evidence }: { evidence: readonly EvidenceShown[] }) {
  const { i18n } = useWords();
  if (evidence.length === 0) return null;
  return <ul className="evidence" aria-label={i18n.t('照片和单据')} data-testid="evidence">{evidence.map((one, i) => <li key={`${one.file.id} ${i}`}><Piece key={one.url} one={one} /></li>)}</ul>;
}

function Piece({ one: { url, file } }: { one: EvidenceShown }) {
  const { i18n } = useWords();
  const [gone, setGone] = useState(false);
  const picture = file.mediaType?.startsWith('image/') ?? false;
  if (gone) return <span className="evidence-gone small soft">{i18n.t('照片没有打开，请刷新')}</span>;
  return <a href={url} target="_blank" rel="noopener noreferrer" title={file.name}>{picture ? <img src={url} alt={file.name} width="64" height="64" loading="lazy" onError={() => setGone(true)} /> : file.name}</a>;
}
