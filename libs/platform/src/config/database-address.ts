/** Where the database is, and the secret that the service roles' passwords come from. */
export interface DatabaseAddress {
  url: string | undefined;
  secret: string | undefined;
}

/** DATABASE_URL names the database (as its owner or as the service's own role), MOULDSHARE_SECRET the secret of the house. */
export function databaseAddress(): DatabaseAddress {
  return { url: process.env['DATABASE_URL'], secret: process.env['MOULDSHARE_SECRET'] };
}
