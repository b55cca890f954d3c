export { houseSettings, rpcSettings, startSettings } from './pieces.js';
export { checkSettings, environment, readSettings, refuse, EXIT_CONFIG, type Settings, type SettingsTable } from './settings.js';
export { derivedKey } from './secret.js';
export { DEVELOPMENT_SECRET, amounts, currencyAndAmount, databaseUrl, folder, hostAndPort, hostName, hosts, origin, origins, port, secret, wholeNumber, yesNo } from './validators.js';
export { str as text } from 'envalid';
export { writeEnvExample } from './env-example.js';
