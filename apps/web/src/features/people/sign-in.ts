import { useState } from 'react';
import { Register, SignIn } from '../../generated/api/session.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';

export interface Newcomer { name: string; email: string; password: string; companyName: string }
/** What stands in the way, beside its field or for the whole form. */
export interface FormState { busy: boolean; message: string | null; fields: Readonly<Record<string, string>>; problem: unknown }

const quiet: FormState = { busy: false, message: null, fields: {}, problem: null };

/** Coming in: with a password, or as somebody new. Refusals are told beside their fields, and the form keeps what was typed. */
export function useComingIn(onIn: () => void) {
  const { gateway } = useHouse();
  const [state, setState] = useState<FormState>(quiet);
  const [key, setKey] = useState(newKey);

  const run = async (attempt: () => Promise<FormState>) => {
    setState({ ...quiet, busy: true });
    setState(await attempt().catch((problem: unknown) => ({ ...quiet, problem })));
  };
  const signIn = (email: string, password: string) => run(async () => {
    const { signIn: answer } = await gateway.ask(SignIn, { input: { email, password } });
    if (answer.__typename !== 'Session') return { ...quiet, message: answer.message };
    gateway.keep(answer);
    onIn();
    return quiet;
  });
  const register = (newcomer: Newcomer, locale: string) => run(async () => {
    const { register: answer } = await gateway.ask(Register, { input: { ...newcomer, locale, idempotencyKey: key } });
    if (answer.__typename === 'Session') {
      gateway.keep(answer);
      onIn();
      return quiet;
    }
    // Nothing was made, so the next attempt is another intention.
    setKey(newKey());
    const fields = answer.__typename === 'InputRefused' ? Object.fromEntries(answer.problems.map(({ path, message }) => [path, message])) : {};
    return { ...quiet, message: answer.message, fields };
  });
  return { state, signIn, register };
}
