import { EnterDemo, LiveTenders } from '../../generated/demo/demo.js';
import type { DemoSide, LiveTendersQuery } from '../../generated/types.js';
import type { Gateway } from '../../lib/api/gateway.js';
import { liveliest } from './liveliest.view.js';

/** Takes a side of the demo; gives the refusal's sentence, null when the visitor is in. */
export async function enterDemo(gateway: Gateway, side: DemoSide): Promise<string | null> {
  const { enterDemo: answer } = await gateway.ask(EnterDemo, { input: { side } });
  if (answer.__typename !== 'Session') return answer.message;
  gateway.keep(answer);
  return null;
}

/** The tender in which most is going on, null while none is open. */
export async function liveTender(gateway: Gateway): Promise<string | null> {
  const { tenders }: LiveTendersQuery = await gateway.ask(LiveTenders, {});
  return liveliest(tenders.edges.map(({ node }) => node));
}
