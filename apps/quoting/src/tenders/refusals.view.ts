import type { Actor, InputRefused, LimitReached, StateRefused, VersionConflict } from '#contracts';
import type { TermsOutdated } from '#contracts/quoting-bidding';
import type { Complaint } from './tender-rules.policy.js';
import { complaintSentence, tenderSentence } from './tenders-sentences.view.js';

type Why = Parameters<typeof tenderSentence>[0];
const MOST_PROBLEMS = 100;

/** Every value that broke a rule, with what would pass. */
export function inputRefused(actor: Actor, complaints: readonly Complaint[]): InputRefused {
  return {
    __typename: 'InputRefused', code: 'INPUT_REFUSED', message: tenderSentence('INPUT', actor.locale),
    problems: complaints.slice(0, MOST_PROBLEMS).map(({ path, code }) => ({ path, message: complaintSentence(code, actor.locale) })),
  };
}

export function stateRefused(actor: Actor, why: Why, currentState: string): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: tenderSentence(why, actor.locale), currentState };
}

export function versionConflict(actor: Actor, currentVersion: number): VersionConflict {
  return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: tenderSentence('VERSION', actor.locale), currentVersion };
}

export function termsOutdated(actor: Actor, termsVersion: number): TermsOutdated {
  return { __typename: 'TermsOutdated', code: 'TERMS_OUTDATED', message: tenderSentence('TERMS', actor.locale), termsVersion };
}

export function limitReached(actor: Actor, why: Why, limit: number): LimitReached {
  return { __typename: 'LimitReached', code: 'LIMIT_REACHED', message: tenderSentence(why, actor.locale), limit, retryAt: null };
}
