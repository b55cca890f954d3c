import { str } from 'envalid';
import { DEVELOPMENT_SECRET, databaseUrl, folder, hostName, hosts, origin, origins, port, secret, secrets, wholeNumber, yesNo } from './validators.js';

/** What every process needs. */
export const houseSettings = {
  NODE_ENV: str({ choices: ['development', 'test', 'production'] as const, default: 'development', desc: 'production refuses development secrets, hides GraphiQL and never seeds a demo.' }),
  MOULDSHARE_SECRET: secret({ devDefault: DEVELOPMENT_SECRET, desc: 'The secret of the house, at least 32 random characters, the same for all processes. Keys for calls, tickets, receipts and the passwords of the database roles are derived from it.' }),
  MOULDSHARE_FORMER_SECRETS: secrets({ default: [], desc: 'Secrets that the house had before, the newest first, with commas between them or as a JSON list: offers that were sealed under them are still opened. Keep each for as long as lots from its time are read.' }),
  DATABASE_URL: databaseUrl({ testDefault: 'postgres://nobody@127.0.0.1:1/none', desc: 'PostgreSQL 15 or later. With the owner\'s name each process signs in as its own role instead; with the name of its role, as that. `npm start` brings its own database when this is not set.', example: 'postgres://owner:password@127.0.0.1:5432/mouldshare' }),
  DATABASE_POOL_SIZE: wholeNumber(2, 500)({ default: 16, desc: 'Connections of each process to the database at most.' }),
  LOG_LEVEL: str({ choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const, default: 'info', testDefault: 'silent', desc: 'Least level of the lines that are written.' }),
  HOST: hostName({ default: '127.0.0.1', desc: 'Address on which the HTTP ports listen; 0.0.0.0 for all, behind a proxy with TLS.' }),
  TRUSTED_PROXIES: wholeNumber(0, 10)({ default: 0, desc: 'How many proxies stand before the HTTP ports; only their X-Forwarded-For is believed.' }),
  METRICS_TOKEN: str({ default: '', desc: 'Bearer token for /metrics; without one only this machine itself may read it.' }),
  PUBLIC_URL: origin({ default: 'http://127.0.0.1:3000', desc: 'Where people and clients reach the gateway.' }),
  PUBLIC_FILES_URL: origin({ default: 'http://127.0.0.1:3001', desc: 'Where they reach the file side door (order).' }),
  PUBLIC_LIVE_URL: origin({ default: 'http://127.0.0.1:3002', desc: 'Where they reach the live side door (quoting).' }),
  WEB_ORIGINS: origins({ default: [], desc: 'Other web addresses whose pages may call us (CORS), with commas between them.' }),
};

/** How services call each other. */
export const rpcSettings = {
  RPC_TRANSPORT: str({ choices: ['tcp'] as const, default: 'tcp', desc: 'Carrier of calls between services; this version has only tcp.' }),
  RPC_HOST: hostName({ default: '127.0.0.1', desc: 'Address on which the ports for calls listen. They are for services only: never open them to others.' }),
  RPC_HOST_ORDER: hosts({ default: ['127.0.0.1'], desc: 'Where order takes calls. Several processes with commas between them; one with another port as host:port. When one is away, the next is asked.' }),
  ORDER_RPC_PORT: port({ default: 3101, desc: 'Port on which order takes calls.' }),
  RPC_HOST_QUOTING: hosts({ default: ['127.0.0.1'], desc: 'Where quoting takes calls; several as for order.' }),
  QUOTING_RPC_PORT: port({ default: 3102, desc: 'Port on which quoting takes calls.' }),
};

/** What `npm start` reads itself. */
export const startSettings = {
  DATA_DIR: folder({ default: '.data', desc: 'Folder of the embedded database, the development secret and uploaded files.' }),
  DEMO: yesNo({ default: true, desc: '0 starts without the demo; production never has it.' }),
};
