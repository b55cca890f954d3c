export { PieceMaker } from './piece-maker.service.js';
export { PiecesModule } from './pieces.module.js';
export { SINGLE_PIECES_UP_TO, type PartToMake, type StepToMake } from './piece-plan.policy.js';
