import { Module } from '@nestjs/common';
import { PieceMaker } from './piece-maker.service.js';

/** The physical pieces. Always: made by a release, along its route. Never: an operation that no report explains. */
@Module({ providers: [PieceMaker], exports: [PieceMaker] })
export class PiecesModule {}
