import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { BigButton, Field } from '../../components/phone/kit.js';
import { useWords } from '../../lib/words/use-words.js';
import { travellerCode, type CameraTrouble } from './scan.view.js';
import { useCamera } from './use-camera.js';
import './shop.phone.css';

/** The camera at once: the code on a piece's paper opens its report page without a tap. The number on the paper does the same where there is no camera. */
export default function ScanPage() {
  const { i18n } = useWords();
  const navigate = useNavigate();
  const [elsewhere, setElsewhere] = useState(false);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  useEffect(() => { document.title = `${i18n.t('扫码')} · 模享`; }, [i18n]);
  const follow = (text: string): boolean => {
    const scanned = travellerCode(text, location.origin);
    if (scanned.kind === 'CODE') {
      if ('vibrate' in navigator) navigator.vibrate(60);
      void navigate({ to: '/m/t/$code', params: { code: scanned.code } });
    }
    setElsewhere(scanned.kind === 'ELSEWHERE');
    return scanned.kind === 'CODE';
  };
  const { video, trouble } = useCamera(follow);
  const words: Readonly<Record<CameraTrouble, string>> = {
    INSECURE: i18n.t('这个地址不能用相机（需要 https）。请用手机自带的相机扫，或输入卡上的编号。'), DENIED: i18n.t('没有相机权限。请在浏览器设置里允许，或输入卡上的编号。'),
    NONE: i18n.t('没有找到相机，请输入卡上的编号。'), BUSY: i18n.t('相机打不开，可能正被别的应用使用。请关掉它再来，或输入卡上的编号。'),
  };
  const onSubmit = (event: FormEvent) => { event.preventDefault(); setWrong(!follow(typed)); };
  return (
    <section className="scan" data-testid="scan">
      <h1>{i18n.t('扫流程卡上的码')}</h1>
      <div className="scan-view" data-trouble={trouble ?? undefined}>
        <video ref={video} muted playsInline aria-label={i18n.t('相机画面')} />
        {trouble !== null && <p role="alert">{words[trouble]}</p>}
      </div>
      <p className="soft" role="status">{elsewhere ? i18n.t('这个码不是这里的流程卡，没有打开它。') : trouble === null ? i18n.t('把码放进画面，会自动打开报工。') : ''}</p>
      <form className="sheet-form" onSubmit={onSubmit}>
        <Field id="typed-code" label={i18n.t('或输入卡上的编号')} value={typed} maxLength={200} autoComplete="off" autoCapitalize="characters" onChange={({ target }) => { setTyped(target.value); setWrong(false); }} problem={wrong ? i18n.t('这不是流程卡的编号') : null} />
        <BigButton type="submit" disabled={typed.trim() === ''}>{i18n.t('打开')}</BigButton>
      </form>
    </section>
  );
}
