import { useRef, useState } from 'react';
import { newKey } from './one-at-a-time.js';

interface Refused { __typename: string; message: string; problems?: readonly { path: string; message: string }[] }
export interface CommandState { busy: boolean; /** The refusal's sentence. */ message: string | null; /** By path of the value. */ fields: Readonly<Record<string, string>>; problem: unknown }

const quiet: CommandState = { busy: false, message: null, fields: {}, problem: null };

/** One command of a page: a refusal stays beside its control, and a key lives until an answer came, so that a retry is harmless. */
export function useCommand() {
  const [state, setState] = useState(quiet);
  const intention = useRef({ of: '', key: '' });
  /** Gives the success, null for a refusal or a problem; `of` names the intention, and another one gets another key. */
  const run = async <Answer extends { __typename: string }, Success extends Answer['__typename']>(of: unknown, success: Success, ask: (idempotencyKey: string) => Promise<Answer>): Promise<Extract<Answer, { __typename: Success }> | null> => {
    const name = JSON.stringify(of);
    if (intention.current.of !== name || intention.current.key === '') intention.current = { of: name, key: newKey() };
    setState({ ...quiet, busy: true });
    try {
      const answer = await ask(intention.current.key);
      intention.current = { of: '', key: '' };
      if (answer.__typename === success) {
        setState(quiet);
        return answer as Extract<Answer, { __typename: Success }>;
      }
      const { message, problems = [] } = answer as unknown as Refused;
      setState({ ...quiet, message, fields: Object.fromEntries(problems.map(({ path, message: why }) => [path, why])) });
    } catch (problem) {
      setState({ ...quiet, problem });
    }
    return null;
  };
  return { ...state, run, forget: () => setState(quiet) };
}
