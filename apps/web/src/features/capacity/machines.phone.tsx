import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Machines } from '../../generated/capacity/machines.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { sizeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { WorkloadCard } from './workload.phone.js';

/** What this shop can take: how busy it is, and the machines that decide which jobs fit. */
export default function CapacityPage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const processName = useProcessNames();
  const page = useQuery({ queryKey: ['machines'], queryFn: ({ signal }) => gateway.ask(Machines, {}, signal) });
  useEffect(() => { document.title = `${i18n.t('产能')} · 模享`; }, [i18n]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={6} />;
  const { machines } = page.data;
  return (
    <>
      <h1>{i18n.t('产能')}</h1>
      <WorkloadCard />
      <h2>{i18n.t('我的机床')} <span className="soft num">{machines.length}</span></h2>
      {machines.length === 0 && <EmptyNotice title={i18n.t('还没有登记机床')}><p className="soft">{i18n.t('登记以后，适合的任务会排在前面，并说明为什么适合。')}</p></EmptyNotice>}
      <ul className="jobs">
        {machines.map((machine) => (
          <li key={machine.id}>
            <Link to="/m/machines/$machineId" params={{ machineId: machine.id }} className="card" data-testid="machine">
              <span className="spread"><h3>{machine.name}</h3>{!machine.active && <StateTag sign="stopped">{i18n.t('停用')}</StateTag>}</span>
              <span className="soft">{machine.processes.map(processName).join(' · ')}</span>
              <span className="soft num">{[sizeText(machine.maxSize), machine.maxMassKg === null ? null : `${machine.maxMassKg} kg`, machine.toleranceMm === null ? null : `±${machine.toleranceMm} mm`, i18n.t('每天 {n} 小时', { n: machine.hoursPerDay })].filter(Boolean).join(' · ')}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link to="/m/machines/$machineId" params={{ machineId: 'new' }} className="big-button link" data-testid="add-machine">{i18n.t('加一台机床')}</Link>
    </>
  );
}
