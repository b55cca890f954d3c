import { useState, type FormEvent } from 'react';
import { AnswerQuestion } from '../../generated/tenders/tender.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice } from '../../components/signs/notices.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';
import { timeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Tender } from './tender.view.js';

type Question = Tender['questions']['edges'][number]['node'];

/** What suppliers ask. The answer goes to all of them, and nobody learns who asked. */
export function TenderQuestions({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { i18n } = useWords();
  const questions = tender.questions.edges.map(({ node }) => node);
  const partOf = new Map(tender.lots.map((lot) => [lot.id, `${lot.parts[0]?.partNo ?? lot.lotNo} ${lot.title}`]));
  if (questions.length === 0) return <EmptyNotice title={i18n.t('还没有提问')}><p className="soft">{i18n.t('供应商的提问会出现在这里；回答发给所有受邀供应商，不说是谁问的。')}</p></EmptyNotice>;
  return (
    <ul className="questions">
      {questions.map((question) => (
        <li key={question.id} data-testid="tender-question">
          <p className="row">{question.answer === null ? <StateTag sign="inspect">{i18n.t('待答')}</StateTag> : <StateTag sign="done">{i18n.t('已答')}</StateTag>}<b className="num">{partOf.get(question.lotId)}</b><span className="soft num">{new Date(question.askedAt).toLocaleDateString()} {timeText(question.askedAt)}</span></p>
          <p className="asked">{question.text}</p>
          {question.answer === null ? <Answer question={question} reload={reload} /> : <p className="answered">{question.answer}</p>}
        </li>
      ))}
    </ul>
  );
}

function Answer({ question, reload }: { question: Question; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const [text, setText] = useState('');
  const [state, setState] = useState<{ busy: boolean; refusal: string | null; problem: unknown }>({ busy: false, refusal: null, problem: null });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setState({ busy: true, refusal: null, problem: null });
    try {
      const { answerQuestion: answer } = await gateway.ask(AnswerQuestion, { input: { idempotencyKey: newKey(), questionId: question.id, answer: text.trim() } });
      setState({ busy: false, refusal: answer.__typename === 'Question' ? null : answer.message, problem: null });
      if (answer.__typename === 'Question') reload();
    } catch (problem) {
      setState({ busy: false, refusal: null, problem });
    }
  };
  return (
    <form className="desk-field" onSubmit={(event) => void send(event)}>
      <label htmlFor={`answer-${question.id}`}>{i18n.t('回答（发给所有受邀供应商）')}</label>
      <textarea id={`answer-${question.id}`} rows={2} maxLength={2_000} required value={text} onChange={({ target }) => setText(target.value)} />
      {state.refusal !== null && <p className="field-problem" role="alert">{state.refusal}</p>}
      {state.problem !== null && <ProblemNotice problem={state.problem} />}
      <span><button type="submit" className="solid-button" disabled={state.busy || text.trim() === ''}>{i18n.t('发出回答')}</button></span>
    </form>
  );
}
