import type { FieldProblem } from '#kernel';
import type { AlreadyExists, FileRefused, InputRefused, LimitReached, StateRefused, VersionConflict } from '#contracts';
import type { Say } from './moulds-sentences.view.js';

export function inputRefused(say: Say, problems: FieldProblem[]): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say.inputRefused(), problems: problems.slice(0, 100) };
}

export function stateRefused(message: string, currentState: string): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message, currentState };
}

export function versionConflict(say: Say, currentVersion: number): VersionConflict {
  return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: say.versionConflict(), currentVersion };
}

export function alreadyExists(message: string, existingId: string): AlreadyExists {
  return { __typename: 'AlreadyExists', code: 'ALREADY_EXISTS', message, existingId };
}

export function fileRefused(message: string): FileRefused {
  return { __typename: 'FileRefused', code: 'FILE_REFUSED', message, maxBytes: null, grantedStage: null };
}

export function limitReached(message: string, limit: number): LimitReached {
  return { __typename: 'LimitReached', code: 'LIMIT_REACHED', message, limit, retryAt: null };
}
