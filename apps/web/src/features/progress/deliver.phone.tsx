import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Dispatch, ShopDeliveries } from '../../generated/progress/shop-line.js';
import type { RequiredDocument } from '../../generated/types.js';
import { BigButton, Field, Sheet, Stepper } from '../../components/phone/kit.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { DeliveryTag } from '../../components/signs/trade-tags.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';
import { uploadFile } from '../../lib/api/upload.js';
import { useWords } from '../../lib/words/use-words.js';
import type { TravellerLine } from './shop-line.view.js';

/** Sends what is done, as many as go today. The papers that the order asks for go with it. */
export function DeliverCard({ orderId, line, ready, documents }: { orderId: string; line: TravellerLine; ready: number; documents: readonly RequiredDocument[] }) {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const [open, setOpen] = useState(false);
  const deliveries = useQuery({ queryKey: ['shop-deliveries', orderId], queryFn: ({ signal }) => gateway.ask(ShopDeliveries, { orderId }, signal) });
  const ours = deliveries.data?.deliveries.edges.flatMap(({ node }) => node.lines.filter(({ orderLineId }) => orderLineId === line.id).map(({ sent, counted }) => ({ ...node, sent, counted }))) ?? [];
  if (ready === 0 && ours.length === 0) return null;
  const sent = () => {
    setOpen(false);
    void Promise.all([['traveller'], ['shop-deliveries'], ['shop-work']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return (
    <section className="card deliveries">
      <h2>{i18n.t('送货')}</h2>
      {ours.length > 0 && <ul>{ours.map(({ id, deliveryNo, kind, state, sent: pieces, counted }) => (
        <li key={id} className="spread num"><span>{deliveryNo} · {kind === 'RETURN' ? i18n.t('退回 {n} 件', { n: pieces }) : i18n.t('{n} 件', { n: pieces })}{counted !== null && counted !== pieces ? ` · ${i18n.t('点到 {n}', { n: counted })}` : ''}</span><DeliveryTag state={state} /></li>
      ))}</ul>}
      {ready > 0 && <BigButton onClick={() => setOpen(true)} data-testid="deliver">{i18n.t('送货：{n} 件可送', { n: ready })}</BigButton>}
      <Sheet open={open} title={i18n.t('送货')} onClose={() => setOpen(false)}><DeliverForm line={line} ready={ready} documents={documents} onSent={sent} /></Sheet>
    </section>
  );
}

function DeliverForm({ line, ready, documents, onSent }: { line: TravellerLine; ready: number; documents: readonly RequiredDocument[]; onSent: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const [quantity, setQuantity] = useState(ready);
  const [carrier, setCarrier] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const intention = useRef({ of: '', key: '' });
  const words: Readonly<Record<RequiredDocument, string>> = {
    MATERIAL_CERTIFICATE: i18n.t('材质证明'), HARDNESS_REPORT: i18n.t('硬度报告'), HEAT_TREATMENT_CURVE: i18n.t('热处理曲线'), DIMENSION_REPORT: i18n.t('尺寸检测报告'), PHOTOS: i18n.t('照片'),
  };
  const send = useMutation({
    mutationFn: async () => {
      const of = `${quantity} ${carrier} ${files.map(({ name, size }) => `${name} ${size}`).join()}`;
      // A change is a new intention; the same press again is not.
      if (intention.current.of !== of) intention.current = { of, key: newKey() };
      const { key } = intention.current;
      const fileIds: string[] = [];
      for (const [i, file] of files.entries()) {
        const uploaded = await uploadFile(gateway, { key: `${key}.${i}`, purpose: file.type.startsWith('image/') ? 'PHOTO' : 'CERTIFICATE', name: file.name, file });
        if ('refused' in uploaded) return { __typename: 'FileRefused' as const, message: uploaded.refused };
        fileIds.push(uploaded.fileId);
      }
      return (await gateway.ask(Dispatch, { input: { idempotencyKey: key, kind: 'GOODS', lines: [{ orderLineId: line.id, quantity }], carrier: carrier.trim() || null, fileIds } })).dispatchDelivery;
    },
    onSuccess: (answer) => { if (answer.__typename === 'Delivery') onSent(); },
  });
  const answer = send.data;
  return (
    <div className="sheet-form">
      <Stepper id="quantity" label={i18n.t('这次送几件')} value={quantity} min={1} max={ready} onChange={setQuantity} less={i18n.t('减一')} more={i18n.t('加一')} />
      {quantity < ready && <p className="soft">{i18n.t('其余 {n} 件以后再送。', { n: ready - quantity })}</p>}
      <Field id="carrier" label={i18n.t('怎么送（车号或单号，可不填）')} value={carrier} maxLength={200} onChange={(event) => setCarrier(event.target.value)} />
      <div className="field">
        <label htmlFor="papers">{documents.length === 0 ? i18n.t('附件（可不带）') : i18n.t('随货资料：{names}', { names: documents.map((one) => words[one]).join('、') })}</label>
        <input id="papers" type="file" multiple accept="application/pdf,image/jpeg,image/png" onChange={(event) => setFiles([...(event.target.files ?? [])].slice(0, 20))} />
      </div>
      {send.isError && <ProblemNotice problem={send.error} />}
      {answer && answer.__typename !== 'Delivery' && (
        <p className="field-problem" role="alert">
          {answer.message}
          {answer.__typename === 'QuantityRefused' && ` ${i18n.t('最多 {n} 件', { n: answer.maximum })}`}
          {answer.__typename === 'EvidenceMissing' && ` ${answer.documents.map((one) => words[one]).join('、')}`}
          {answer.__typename === 'InputRefused' && answer.problems.map(({ path, message }) => ` ${message} (${path})`)}
        </p>
      )}
      <BigButton disabled={send.isPending} onClick={() => send.mutate()} data-testid="confirm-deliver">{send.isPending ? i18n.t('正在送出…') : i18n.t('送出 {n} 件', { n: quantity })}</BigButton>
    </div>
  );
}
