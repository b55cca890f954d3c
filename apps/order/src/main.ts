import { runProcess } from '#platform/process';
import { AppModule } from './app.module.js';
import { settings } from './config.js';

await runProcess({ name: 'order', module: AppModule, settings, httpPort: settings.ORDER_PORT, rpcPort: settings.ORDER_RPC_PORT });
