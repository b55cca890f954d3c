import { Module } from '@nestjs/common';
import { CompanyStreams } from './company-stream.service.js';
import { OldNewsClock } from './old-news.clock.js';
import { ProgressConsumer } from './progress.consumer.js';

/** What companies are told on /live besides the lots they watch. */
@Module({ providers: [CompanyStreams, OldNewsClock, ProgressConsumer], exports: [CompanyStreams] })
export class CompanyFeedModule {}
