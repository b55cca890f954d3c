import { runProcess } from '#platform/process';
import { AppModule } from './app.module.js';
import { settings } from './config.js';

await runProcess({ name: 'quoting', module: AppModule, settings, httpPort: settings.QUOTING_PORT, rpcPort: settings.QUOTING_RPC_PORT });
