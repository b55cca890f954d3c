import { Module } from '@nestjs/common';

// The live side door; being built by a colleague of its own: bidding exports what it needs and does not write here.
@Module({})
export class LiveModule {}
