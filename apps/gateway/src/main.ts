import { runProcess } from '#platform/process';
import { AppModule } from './app.module.js';
import { settings } from './config.js';

await runProcess({ name: 'gateway', module: AppModule, settings, httpPort: settings.GATEWAY_PORT, rpcPort: null });
