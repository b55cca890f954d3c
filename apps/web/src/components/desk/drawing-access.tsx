import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PartAccess, RecallDrawings, TenderAccess } from '../../generated/desk/drawing-access.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { dayText, localDay, timeText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { StateTag, type Sign } from '../signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../signs/notices.js';
import { Ask } from './ask.js';
import { lastLooks, looksOf, type Grant, type Look } from './drawing-access.view.js';
import { Field } from './field.js';
import './drawing-access.css';

/** A part or a tender. */
export type Target = { partId: string } | { tenderId: string };
const SHOWN = 30;

/** Who may see the drawings of a part or tender, who has looked, and the way to end it at once. */
export function DrawingAccess({ of }: { of: Target }) {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const key = ['drawing-access', of];
  const access = useQuery({ queryKey: key, queryFn: async ({ signal }) => ('partId' in of ? (await gateway.ask(PartAccess, { id: of.partId }, signal)).part : (await gateway.ask(TenderAccess, { id: of.tenderId }, signal)).tender), refetchInterval: 20_000 });
  useCompanyNews((event) => { if (event === 'RESET' || /^(lot|award|order)\./.test(event.type)) void queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false }); });
  if (access.isError && !access.data) return <ProblemNotice problem={access.error} onRetry={() => void access.refetch()} />;
  if (access.isPending) return <Waiting lines={4} />;
  if (access.data === null) return null;
  const { grants, openings } = access.data.drawingAccess;
  return (
    <div className="drawing-access" data-testid="drawing-access">
      {grants.length === 0 ? <EmptyNotice title={i18n.t('还没有公司能看图纸')}><p className="soft">{i18n.t('发布询价后，受邀公司按披露设置看到图纸。')}</p></EmptyNotice>
        : <Grants of={of} grants={grants} last={lastLooks(openings)} onChanged={() => void access.refetch()} />}
      <h3>{i18n.t('查看记录')}</h3>
      {openings.length === 0 ? <p className="soft">{i18n.t('还没有人打开过图纸。')}</p> : <Looks openings={openings} />}
    </div>
  );
}

function useStageWords() {
  const { i18n } = useWords();
  const stages = { OUTLINE: i18n.t('只有外形'), VIEW: i18n.t('水印图'), DOWNLOAD: i18n.t('可下载') } as const;
  const why: Readonly<Record<NonNullable<Grant['hindrance']>, string>> = {
    NDA: i18n.t('未接受保密约定'), STAGE: i18n.t('询价单不开放'), DECLINED: i18n.t('已谢绝'), CANCELLED: i18n.t('已取消'), ENDED: i18n.t('已到期'), RECALLED: i18n.t('已收回'), SUPERSEDED: i18n.t('已有新版本'), FORMAT: i18n.t('不能在线看'), TICKET: i18n.t('地址重复使用或换了会话'), NONE: i18n.t('从未向其开放'),
  };
  return { stages, why };
}

function Grants({ of, grants, last, onChanged }: { of: Target; grants: readonly Grant[]; last: ReadonlyMap<string, string>; onChanged: () => void }) {
  const { i18n } = useWords();
  const [asking, setAsking] = useState<Grant | null>(null);
  return (
    <div className="drawing-scroll" role="region" tabIndex={0} aria-label={i18n.t('谁能看图纸')}>
      <table className="plain-table">
        <thead><tr><th scope="col">{i18n.t('公司')}</th><th scope="col">{i18n.t('凭什么')}</th><th scope="col">{i18n.t('能看到')}</th><th scope="col">{i18n.t('到期')}</th><th scope="col">{i18n.t('保密约定')}</th><th scope="col">{i18n.t('最近查看')}</th><th scope="col"><span className="unseen">{i18n.t('收回')}</span></th></tr></thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.company?.id ?? grant.as} data-company={grant.company?.id}>
              <th scope="row">{grant.company?.name ?? '—'}</th><td>{grant.as === 'SUPPLIER' ? i18n.t('订单') : i18n.t('邀请')}</td><td><StageTag grant={grant} /></td>
              <td className="num"><Moment at={grant.until} /></td><td className="num"><Moment at={grant.ndaAcceptedAt} /></td><td className="num"><Moment at={last.get(grant.company?.id ?? '') ?? null} /></td>
              <td className="end">{grant.company !== null && (grant.recall !== null || grant.stage !== null) && <button type="button" className="plain-button" data-testid="drawing-recall" onClick={() => setAsking(grant)}>{grant.recall === null ? i18n.t('收回') : i18n.t('重新开放')}</button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {asking?.company && <Recall key={asking.company.id} of={of} grant={asking} company={asking.company} onDone={() => { setAsking(null); onChanged(); }} onClose={() => setAsking(null)} />}
    </div>
  );
}

function StageTag({ grant: { stage, hindrance, recall } }: { grant: Grant }) {
  const { stages, why } = useStageWords();
  const sign: Sign = recall !== null ? 'stopped' : stage === null ? 'draft' : stage === 'OUTLINE' ? 'open' : 'awarded';
  const word = stage === null ? why[hindrance ?? 'ENDED'] : stage === 'OUTLINE' && hindrance !== null && hindrance !== 'STAGE' ? `${stages.OUTLINE} · ${why[hindrance]}` : stages[stage];
  return <span title={recall?.reason}><StateTag sign={sign}>{word}</StateTag></span>;
}

function Recall({ of, grant, company, onDone, onClose }: { of: Target; grant: Grant; company: { id: string; name: string }; onDone: () => void; onClose: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [reason, setReason] = useState('');
  const recall = grant.recall === null;
  const title = recall ? i18n.t('收回 {company} 的图纸', { company: company.name }) : i18n.t('重新向 {company} 开放图纸', { company: company.name });
  const send = async () => {
    const input = { ...of, companyId: company.id, recall, reason: reason.trim() };
    if (await command.run(input, 'DrawingAccess', async (idempotencyKey) => (await gateway.ask(RecallDrawings, { input: { ...input, idempotencyKey } })).recallDrawings) !== null) onDone();
  };
  return (
    <Ask open title={title} confirm={recall ? i18n.t('立即收回') : i18n.t('重新开放')} busy={command.busy} ready={reason.trim() !== ''} onConfirm={() => void send()} onClose={onClose} testId="recall">
      <p>{recall ? i18n.t('对方正打开的图纸会立刻消失，之后打不开。对方看得到理由。') : i18n.t('对方又能按询价单或订单的设置查看。对方看得到理由。')}</p>
      <Field label={i18n.t('理由')} wrong={command.fields['reason'] ?? null}><textarea rows={2} maxLength={500} required value={reason} data-testid="recall-reason" onChange={({ target }) => setReason(target.value)} /></Field>
      {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
    </Ask>
  );
}

function Looks({ openings }: { openings: Parameters<typeof looksOf>[0] }) {
  const { i18n, language } = useWords();
  const { company } = useViewer();
  const [all, setAll] = useState(false);
  const [others, setOthers] = useState(true);
  const looks = looksOf(openings, company.id).filter(({ isOwn }) => !others || !isOwn);
  return (
    <>
      <label className="row"><input type="checkbox" checked={others} onChange={({ target }) => setOthers(target.checked)} /> {i18n.t('只看别的公司')}</label>
      {looks.length === 0 ? <p className="soft">{i18n.t('别的公司还没有打开过图纸。')}</p> : (
        <div className="drawing-scroll" role="region" tabIndex={0} aria-label={i18n.t('查看记录')}>
          <table className="plain-table" data-testid="drawing-looks">
            <thead><tr><th scope="col">{i18n.t('时间')}</th><th scope="col">{i18n.t('公司')}</th><th scope="col">{i18n.t('谁')}</th><th scope="col">{i18n.t('做了什么')}</th></tr></thead>
            <tbody>
              {looks.slice(0, all ? looks.length : SHOWN).map((look) => (
                <tr key={look.id}><td className="num">{dayText(localDay(look.at), language)} {timeText(look.at).slice(0, 5)}</td><th scope="row">{look.company}</th><td>{look.person}</td><td><Deed look={look} /></td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!all && looks.length > SHOWN && <p><button type="button" className="plain-button" onClick={() => setAll(true)}>{i18n.t('全部 {n} 条', { n: looks.length })}</button></p>}
    </>
  );
}

function Deed({ look: { stage, pages, outcome, why, times } }: { look: Look }) {
  const { i18n } = useWords();
  const words = useStageWords();
  const what = stage === 'DOWNLOAD' ? i18n.t('下载') : pages.length > 0 ? i18n.t('查看第 {pages} 页', { pages: pages.join(', ') }) : i18n.t('查看');
  return outcome === 'OPENED' ? <StateTag sign="done" bare>{what}</StateTag> : <StateTag sign="stopped">{i18n.t('{what}被拒：{why}', { what, why: words.why[why ?? 'ENDED'] })}{times > 1 && ` ×${times}`}</StateTag>;
}

function Moment({ at }: { at: string | null }) {
  const { language } = useWords();
  return <>{at === null ? '—' : `${dayText(localDay(at), language)} ${timeText(at).slice(0, 5)}`}</>;
}
