import { Qr } from '../../components/desk/qr.js';
import { useWords } from '../../lib/words/use-words.js';
import { onlyThisMachine } from '../../lib/format/address.view.js';

/** The way in for a second device: a code for the camera, and the address in words. */
export function JoinCard({ joinUrl, lotId }: { joinUrl: string; lotId?: string }) {
  const { i18n } = useWords();
  const address = lotId === undefined ? joinUrl : `${joinUrl}?lot=${encodeURIComponent(lotId)}`;
  const here = onlyThisMachine(joinUrl);
  return (
    <section className="panel join-card" aria-labelledby="join-title">
      <h2 id="join-title">{i18n.t('用手机当一次供应商')}</h2>
      {here
        ? <p className="soft small">{i18n.t('这个地址只有本机能打开。要让手机加入，请这样启动：')}<code className="mono command">HOST=0.0.0.0 PUBLIC_URL=http://&lt;IP&gt;:{new URL(joinUrl).port || '80'} npm start</code></p>
        : <Qr text={address} label={i18n.t('加入演示的二维码')} />}
      <a href={address} target="_blank" rel="noreferrer" className="num">{here ? i18n.t('在新窗口中加入') : address}</a>
      <p className="soft small">{i18n.t('不装应用，不注册：您的报价一秒内出现在大屏上。')}</p>
    </section>
  );
}
