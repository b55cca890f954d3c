import type { FieldProblem } from '#kernel';

/** Refusals that several slices speak; each is a member type of the API with the same fields. `message` is for people, in the actor's language. */
export interface InputRefused { __typename: 'InputRefused'; code: 'INPUT_REFUSED'; message: string; problems: FieldProblem[] }
export interface StateRefused { __typename: 'StateRefused'; code: 'STATE_REFUSED'; message: string; currentState: string }
export interface VersionConflict { __typename: 'VersionConflict'; code: 'VERSION_CONFLICT'; message: string; currentVersion: number }
export interface LimitReached { __typename: 'LimitReached'; code: 'LIMIT_REACHED'; message: string; limit: number; retryAt: string | null }
export interface AlreadyExists { __typename: 'AlreadyExists'; code: 'ALREADY_EXISTS'; message: string; existingId: string }
export interface FileRefused { __typename: 'FileRefused'; code: 'FILE_REFUSED'; message: string; maxBytes: string | null; grantedStage: string | null; missing?: DrawingHindrance | null }

/** Why somebody who may know of a drawing may not open it; words of `enum DrawingHindrance`. */
export const drawingHindrances = ['NDA', 'STAGE', 'DECLINED', 'CANCELLED', 'ENDED', 'RECALLED', 'SUPERSEDED', 'FORMAT', 'TICKET', 'NONE'] as const;
export type DrawingHindrance = (typeof drawingHindrances)[number];
