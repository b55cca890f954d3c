import { createPortal } from 'react-dom';
import { Qr } from '../../components/desk/qr.js';
import { dayText, sizeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { travellerAddress, type PassportPart, type TradeLine } from './passport.view.js';

/** The sheet that goes with the pieces, A5 across: what it is, its operations to be ticked, and a code that opens the report page on any phone. */
export function Traveller({ part, line: { order, line }, names }: { part: PassportPart; line: TradeLine; names: { kind: (code: string | null) => string; process: (code: string) => string } }) {
  const { i18n, language } = useWords();
  const address = travellerAddress(location.origin, line.travellerCode);
  const serials = part.pieces.filter(({ runs }) => runs.some(({ orderLineId }) => orderLineId === line.id)).map(({ serial }) => serial);
  return createPortal(
    <section className="traveller" aria-label={i18n.t('流程卡')}>
      <header>
        <div>
          <p className="traveller-kind">{i18n.t('流程卡')}</p>
          <p className="traveller-no">{line.item.itemNo} <span>{i18n.t('版本 {revision}', { revision: line.item.revision })}</span></p>
          <p className="traveller-name">{language === 'en' ? part.nameEn ?? part.name : part.name}</p>
          <dl>
            <div><dt>{i18n.t('材料')}</dt><dd>{part.material ?? '—'}</dd></div><div><dt>{i18n.t('硬度')}</dt><dd>{part.hardness ?? '—'}</dd></div><div><dt>{i18n.t('尺寸')}</dt><dd>{sizeText(part.size) ?? '—'}</dd></div>
            <div><dt>{i18n.t('数量')}</dt><dd>{line.quantity}</dd></div><div><dt>{i18n.t('交期')}</dt><dd>{dayText(line.promisedDate, language)}</dd></div><div><dt>{i18n.t('订单')}</dt><dd>{order.orderNo} / {line.lineNo}</dd></div>
            <div className="whole"><dt>{i18n.t('公差与表面要求')}</dt><dd>{part.requirements ?? '—'}</dd></div>
            <div className="whole"><dt>{i18n.t('件')}</dt><dd>{serials.join(', ') || '—'}</dd></div>
          </dl>
        </div>
        <figure><Qr text={address} label={i18n.t('报工的二维码')} /><figcaption><b>{line.travellerCode}</b><span>{i18n.t('微信或相机扫码报工')}</span></figcaption></figure>
      </header>
      <table>
        <thead><tr><th>{i18n.t('序')}</th><th>{i18n.t('工序')}</th><th>{i18n.t('要求')}</th><th>{i18n.t('数量')}</th><th>{i18n.t('签名')}</th><th>{i18n.t('日期')}</th></tr></thead>
        <tbody>{part.route.filter(({ process }) => process !== 'BUY').map((step) => <tr key={step.seq}><td>{step.seq}</td><td>{step.process} {names.process(step.process)}</td><td>{step.note ?? ''}{step.inspect ? ` ${i18n.t('要检验')}` : ''}</td><td /><td /><td /></tr>)}</tbody>
      </table>
    </section>, document.body);
}
