import { folder, houseSettings, origin, port, rpcSettings, text, wholeNumber } from '#platform/config';

/** Settings of order. */
export const orderSettings = {
  ...houseSettings,
  ...rpcSettings,
  ORDER_PORT: port({ default: 3001, desc: 'HTTP port of order, with the file side door.' }),
  STORAGE_DIR: folder({ default: '.data/files', desc: 'Folder of uploaded files; not used when S3_BUCKET is set.' }),
  S3_BUCKET: text({ default: '', desc: 'Bucket of an S3-compatible store for uploaded files instead of a folder. Give it a rule that ends unfinished multipart uploads after a day.' }),
  S3_ENDPOINT: origin({ default: 'https://s3.amazonaws.com', desc: 'Address of that store; the bucket is addressed as a folder of it.' }),
  S3_REGION: text({ default: 'us-east-1', desc: 'Region of that store.' }),
  S3_PREFIX: text({ default: '', desc: 'Put before every key in that store, such as mouldshare/.' }),
  S3_ACCESS_KEY_ID: text({ default: '', desc: 'Name of our key for that store.' }),
  S3_SECRET_ACCESS_KEY: text({ default: '', desc: 'The key itself.' }),
  COMPANY_UPLOADS_A_DAY: wholeNumber(1, 1_000_000)({ default: 1_000, desc: 'Files that a company may upload in 24 hours.' }),
  COMPANY_FILES_GIB: wholeNumber(1, 1_000_000)({ default: 20, desc: 'GiB that the files of a company may fill.' }),
  MINUTES_PER_WORKING_DAY: wholeNumber(60, 1_440)({ default: 480, desc: 'Minutes that a shop works on one thing in a working day, for forecasts.' }),
  SILENT_RUNNING_HOURS: wholeNumber(1, 1_000)({ default: 24, desc: 'Hours without a report after which running work is silent.' }),
  DRAWING_CLAIM_DAYS: wholeNumber(1, 3_650)({ default: 90, desc: 'Days after acceptance for which claims may come and a supplier keeps sight of the drawings of its order.' }),
  SILENT_READY_HOURS: wholeNumber(1, 1_000)({ default: 48, desc: 'Hours without a start after which ready work is silent.' }),
};
