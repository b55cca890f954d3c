import { prepareDatabase } from './database.js';

// For deployments where the services do not come up together: run once, before them, with the owner's connection.
const { DATABASE_URL, MOULDSHARE_SECRET } = process.env;
if (!DATABASE_URL || !MOULDSHARE_SECRET) {
  console.error('DATABASE_URL (the owner of the database) and MOULDSHARE_SECRET are needed.');
  process.exit(78);
}
const ran = await prepareDatabase(DATABASE_URL, MOULDSHARE_SECRET);
console.log(ran.length > 0 ? ran.join('\n') : 'Nothing to do: every migration has run.');
