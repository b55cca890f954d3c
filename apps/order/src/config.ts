import { folder, houseSettings, port, readSettings, rpcSettings } from '#platform/config';

/** Settings of order. */
export const orderSettings = {
  ...houseSettings,
  ...rpcSettings,
  ORDER_PORT: port({ default: 3001, desc: 'HTTP port of order, with the file side door.' }),
  STORAGE_DIR: folder({ default: '.data/files', desc: 'Folder of uploaded files.' }),
};

export const settings = readSettings('order', orderSettings);
