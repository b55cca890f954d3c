import { useState, type FormEvent } from 'react';
import { AnswerQuestion } from '../../generated/tenders/tender.js';
import { Field } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { momentText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Tender } from './tender.view.js';

type Question = Tender['questions']['edges'][number]['node'];

/** What suppliers ask. The answer goes to all of them, and nobody learns who asked. */
export function TenderQuestions({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { i18n, language } = useWords();
  const questions = tender.questions.edges.map(({ node }) => node);
  const partOf = new Map(tender.lots.map((lot) => [lot.id, `${lot.parts[0]?.partNo ?? lot.lotNo} ${lot.title}`]));
  if (questions.length === 0) return <EmptyNotice title={i18n.t('还没有提问')}><p className="soft">{i18n.t('供应商的提问会出现在这里；回答发给所有受邀供应商，不说是谁问的。')}</p></EmptyNotice>;
  return (
    <ul className="questions">
      {questions.map((question) => (
        <li key={question.id} data-testid="tender-question">
          <p className="row">{question.answer === null ? <StateTag sign="inspect">{i18n.t('待答')}</StateTag> : <StateTag sign="done">{i18n.t('已答')}</StateTag>}<b className="num">{partOf.get(question.lotId)}</b><span className="soft num">{momentText(question.askedAt, language)}</span></p>
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
  const command = useCommand();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const input = { questionId: question.id, answer: text.trim() };
    if (await command.run(input, 'Question', async (idempotencyKey) => (await gateway.ask(AnswerQuestion, { input: { ...input, idempotencyKey } })).answerQuestion) !== null) reload();
  };
  return (
    <form className="page-stack" onSubmit={(event) => void send(event)}>
      <Field label={i18n.t('回答（发给所有受邀供应商）')} wrong={command.message}><textarea rows={2} maxLength={2_000} required value={text} onChange={({ target }) => setText(target.value)} /></Field>
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <span><button type="submit" className="solid-button" disabled={command.busy || text.trim() === ''}>{i18n.t('发出回答')}</button></span>
    </form>
  );
}
