import { folder, houseSettings, port, rpcSettings, wholeNumber } from '#platform/config';

/** Settings of order. */
export const orderSettings = {
  ...houseSettings,
  ...rpcSettings,
  ORDER_PORT: port({ default: 3001, desc: 'HTTP port of order, with the file side door.' }),
  STORAGE_DIR: folder({ default: '.data/files', desc: 'Folder of uploaded files.' }),
  MINUTES_PER_WORKING_DAY: wholeNumber(60, 1_440)({ default: 480, desc: 'Minutes that a shop works on one thing in a working day, for forecasts.' }),
  SILENT_RUNNING_HOURS: wholeNumber(1, 1_000)({ default: 24, desc: 'Hours without a report after which running work is silent.' }),
  SILENT_READY_HOURS: wholeNumber(1, 1_000)({ default: 48, desc: 'Hours without a start after which ready work is silent.' }),
};
