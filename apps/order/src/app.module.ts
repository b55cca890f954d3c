import { Module } from '@nestjs/common';
import { houseRules } from '#contracts/policy-table';
import { platformModule } from '#platform/process';
import { settings } from './config.js';
import { entities } from './database/entities.js';
import { migrations } from './database/migrations/index.js';
import { FilesModule, storeOf } from './files/index.js';
import { GrantsModule } from './grants/index.js';
import { MouldsModule } from './moulds/index.js';
import { defaultLatenessRules, OrdersModule } from './orders/index.js';
import { PiecesModule } from './pieces/index.js';
import { ProgressModule } from './progress/index.js';

const orders = OrdersModule.with({
  lateness: {
    ...defaultLatenessRules, minutesPerWorkingDay: settings.MINUTES_PER_WORKING_DAY,
    silentRunningHours: settings.SILENT_RUNNING_HOURS, silentReadyHours: settings.SILENT_READY_HOURS,
  },
});

/** The workshop: moulds, files, orders, progress. */
@Module({
  imports: [
    platformModule({ service: 'order', settings, entities, migrations, rules: houseRules }),
    FilesModule.with({
      storageDir: settings.STORAGE_DIR, s3: storeOf(settings), publicUrl: settings.PUBLIC_FILES_URL, webOrigins: [settings.PUBLIC_URL, ...settings.WEB_ORIGINS],
      limits: { uploadsADay: settings.COMPANY_UPLOADS_A_DAY, bytes: BigInt(settings.COMPANY_FILES_GIB) * 1024n ** 3n },
    }),
    PiecesModule,
    MouldsModule,
    orders,
    GrantsModule.with({ claimDays: settings.DRAWING_CLAIM_DAYS }),
    ProgressModule.with(orders, { publicUrl: settings.PUBLIC_FILES_URL }),
  ],
})
export class AppModule {}
