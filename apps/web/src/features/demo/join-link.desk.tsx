import { useState } from 'react';
import { Drawer } from '../../components/desk/drawer.js';
import { Icon } from '../../components/signs/icon.js';
import { useWords } from '../../lib/words/use-words.js';
import { JoinCard } from './join-card.desk.js';
import './demo.desk.css';

/** From any page of the demo: the code with which a phone joins. */
export function JoinLink({ joinUrl }: { joinUrl: string }) {
  const { i18n } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" data-testid="join-link" onClick={() => setOpen(true)}>{i18n.t('用手机加入')}</button>
      <Drawer open={open} onClose={() => setOpen(false)} title={i18n.t('用手机加入')} size={360} closeIcon={<span aria-label={i18n.t('关闭')}><Icon name="close" size={16} /></span>}><JoinCard joinUrl={joinUrl} /></Drawer>
    </>
  );
}
