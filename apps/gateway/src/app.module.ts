import { Module } from '@nestjs/common';
import { houseRules } from '#contracts/policy-table';
import { platformModule } from '#platform/process';
import { AccountsModule, MailFolder } from './accounts/index.js';
import { settings } from './config.js';
import { demoOf } from './settings.js';
import { entities } from './database/entities.js';
import { migrations } from './database/migrations/index.js';
import { EdgeModule } from './graphql/index.js';

/** Front of house: accounts, and the one door of the public API. */
@Module({
  imports: [
    platformModule({ service: 'gateway', settings, entities, migrations, rules: houseRules }),
    EdgeModule.with({
      production: settings.NODE_ENV === 'production',
      publicUrl: settings.PUBLIC_URL,
      liveUrl: settings.PUBLIC_LIVE_URL,
      filesUrl: settings.PUBLIC_FILES_URL,
      maxDepth: settings.GRAPHQL_MAX_DEPTH,
      maxAliases: settings.GRAPHQL_MAX_ALIASES,
      maxTokens: settings.GRAPHQL_MAX_TOKENS,
      maxDirectives: settings.GRAPHQL_MAX_DIRECTIVES,
      maxObjects: settings.GRAPHQL_MAX_OBJECTS,
      pointsPerHour: { key: settings.POINTS_PER_HOUR_KEY, session: settings.POINTS_PER_HOUR_SESSION, member: settings.POINTS_PER_HOUR_MEMBER, company: settings.POINTS_PER_HOUR_COMPANY, address: settings.POINTS_PER_HOUR_ADDRESS },
    }, AccountsModule.with({
      secret: settings.MOULDSHARE_SECRET,
      publicUrl: settings.PUBLIC_URL,
      accessSeconds: settings.ACCESS_TOKEN_SECONDS,
      refreshDays: settings.REFRESH_TOKEN_DAYS,
      wrongSignInsPerAddress: settings.WRONG_SIGN_INS_PER_ADDRESS,
      registrationsPerAddress: settings.REGISTRATIONS_PER_ADDRESS,
      demo: demoOf(settings),
    }, new MailFolder(settings.MAIL_FOLDER, settings.MAIL_FROM))),
  ],
})
export class AppModule {}
