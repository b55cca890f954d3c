import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { AnswerWorkload, MyWorkload } from '../../generated/capacity/workload.js';
import type { WorkloadLevel } from '../../generated/types.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { dayText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';

/** One tap says how busy the shop is; matching believes it for a week. */
export function WorkloadCard() {
  const { i18n, language } = useWords();
  const { gateway, queries } = useHouse();
  const said = useQuery({ queryKey: ['workload'], queryFn: ({ signal }) => gateway.ask(MyWorkload, {}, signal) });
  const intention = useRef({ of: '', key: '' });
  const answer = useMutation({
    mutationFn: async (load: WorkloadLevel) => {
      // A press that got no answer is repeated under its key.
      if (intention.current.of !== load) intention.current = { of: load, key: newKey() };
      return (await gateway.ask(AnswerWorkload, { input: { idempotencyKey: intention.current.key, load } })).answerWorkload;
    },
    onSuccess: (result) => {
      intention.current = { of: '', key: '' };
      if (result.__typename === 'Workload') queries.setQueryData(['workload'], { workload: result });
    },
  });
  const workload = said.data?.workload ?? null;
  const loads: readonly (readonly [WorkloadLevel, string, string])[] = [['FREE', i18n.t('要活'), i18n.t('有空档')], ['PARTLY', i18n.t('一般'), i18n.t('还能接一些')], ['FULL', i18n.t('满了'), i18n.t('暂时不接')]];
  return (
    <section className="card workload" aria-labelledby="workload">
      <h2 id="workload">{i18n.t('我这周')}</h2>
      <div className="workload-choices" role="group" aria-labelledby="workload">
        {loads.map(([load, word, more]) => <button key={load} type="button" className="choice-button" aria-pressed={workload?.load === load} disabled={answer.isPending} onClick={() => answer.mutate(load)} data-testid={`workload-${load}`}><b>{word}</b><span className="small soft">{more}</span></button>)}
      </div>
      {answer.isError && <ProblemNotice problem={answer.error} />}
      {answer.data?.__typename === 'InputRefused' && <p className="field-problem" role="alert">{answer.data.message} {answer.data.problems.map(({ message }) => message).join(' ')}</p>}
      <p className="soft small" role="status">{workload === null ? i18n.t('点一下，任务排序和甲方看到的匹配会照此调整。') : i18n.t('按这个匹配，到 {day}；随时可以改。', { day: dayText(workload.holdsUntil.slice(0, 10), language) })}</p>
    </section>
  );
}
