import { houseSettings, port, readSettings, rpcSettings } from '#platform/config';

/** Settings of quoting. */
export const quotingSettings = {
  ...houseSettings,
  ...rpcSettings,
  QUOTING_PORT: port({ default: 3002, desc: 'HTTP port of quoting, with the live side door.' }),
};

export const settings = readSettings('quoting', quotingSettings);
