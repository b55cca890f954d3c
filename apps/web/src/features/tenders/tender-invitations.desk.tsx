import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Suppliers } from '../../generated/tenders/publish.js';
import { InviteMore } from '../../generated/tenders/tender.js';
import { Field } from '../../components/desk/field.js';
import { StateTag, type Sign } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useWords } from '../../lib/words/use-words.js';
import { declineCounts, type Tender } from './tender.view.js';

type Invitation = Tender['invitations'][number];

/** Who was asked and how far each has come; further companies may be asked as long as bids are taken. */
export function TenderInvitations({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { i18n } = useWords();
  const reasons: Readonly<Record<Invitation['declines'][number], string>> = { CAPACITY: i18n.t('忙'), MACHINE: i18n.t('机床不够大'), PRICE: i18n.t('价格'), DATE: i18n.t('交期'), MATERIAL: i18n.t('材料'), PROCESS: i18n.t('不是他们的工艺'), DISTANCE: i18n.t('太远'), OTHER: i18n.t('其他') };
  const states: Readonly<Record<Invitation['state'], readonly [Sign, string]>> = { SENT: ['draft', i18n.t('已发出')], SEEN: ['open', i18n.t('看过')], NDA_ACCEPTED: ['awarded', i18n.t('已接受保密约定')], DECLINED: ['stopped', i18n.t('全部谢绝')] };
  const counts = declineCounts(tender.invitations);
  return (
    <>
      {tender.publishedAt !== null && <InviteOthers tender={tender} reload={reload} />}
      {counts.length > 0 && <p className="tender-tools soft">{i18n.t('谢绝的理由：')}{counts.map(([reason, n]) => `${reasons[reason]} ${n}`).join(' · ')}</p>}
      {tender.invitations.length === 0 ? <EmptyNotice title={i18n.t('还没有邀请')}><p className="soft">{i18n.t('发布时邀请适合的和点名的供应商。')}</p></EmptyNotice> : (
        <div className="tender-scroll" role="region" tabIndex={0} aria-label={i18n.t('邀请')}>
          <table className="plain-table">
            <thead><tr><th scope="col">{i18n.t('供应商')}</th><th scope="col">{i18n.t('地区')}</th><th scope="col">{i18n.t('进展')}</th><th scope="col">{i18n.t('谢绝的理由')}</th></tr></thead>
            <tbody>
              {tender.invitations.map(({ id, company, state, declines }) => (
                <tr key={id}><th scope="row">{company?.name ?? '—'}</th><td>{company?.town ?? '—'}</td><td><StateTag sign={states[state][0]}>{states[state][1]}</StateTag></td><td>{declineCounts([{ declines }]).map(([reason, n]) => `${reasons[reason]}${n > 1 ? ` ×${n}` : ''}`).join(' · ') || '—'}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function InviteOthers({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const { company } = useViewer();
  const [words, setWords] = useState('');
  const command = useCommand();
  const [invited, setInvited] = useState(false);
  const wanted = words.trim();
  const found = useQuery({ queryKey: ['suppliers', wanted], enabled: wanted !== '', placeholderData: keepPreviousData, queryFn: ({ signal }) => gateway.ask(Suppliers, { search: wanted }, signal) });
  const asked = new Set([company.id, ...tender.invitations.map((one) => one.company?.id)]);
  const offered = wanted === '' ? [] : (found.data?.companies.edges ?? []).map(({ node }) => node).filter(({ id, relation }) => !asked.has(id) && relation !== 'BLOCKED');
  const invite = async (id: string) => {
    setInvited(false);
    const input = { tenderId: tender.id, companyIds: [id] };
    if (await command.run(input, 'BuyerTender', async (idempotencyKey) => (await gateway.ask(InviteMore, { input: { ...input, idempotencyKey } })).inviteSuppliers) !== null) { setInvited(true); reload(); }
  };
  return (
    <div className="tender-tools invite-more">
      <Field label={i18n.t('再邀请一家')}><input id="invite-more" type="search" value={words} placeholder={i18n.t('公司名称')} onChange={({ target }) => setWords(target.value)} /></Field>
      <p aria-live="polite">{invited && i18n.t('已邀请')}{command.message !== null && <span className="trouble">{command.message} {Object.values(command.fields).join(' ')}</span>}{wanted !== '' && offered.length === 0 && !found.isFetching && <span className="soft">{i18n.t('没有找到还未受邀的公司')}</span>}</p>
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <ul>{offered.slice(0, 8).map(({ id, name, town }) => <li key={id} className="row"><button type="button" className="plain-button" disabled={command.busy} onClick={() => void invite(id)}>{i18n.t('邀请')}</button> {name}{town !== null && <span className="soft">{town}</span>}</li>)}</ul>
    </div>
  );
}
