import { folder, houseSettings, port, rpcSettings, text, wholeNumber } from '#platform/config';

const MILLION = 1_000_000;

/** Settings of the gateway. */
export const gatewaySettings = {
  ...houseSettings,
  ...rpcSettings,
  GATEWAY_PORT: port({ default: 3000, desc: 'HTTP port of the gateway: GraphQL, and GraphiQL outside production.' }),
  ACCESS_TOKEN_SECONDS: wholeNumber(30, 3_600)({ default: 300, desc: 'Seconds that an access token is good for.' }),
  REFRESH_TOKEN_DAYS: wholeNumber(1, 90)({ default: 14, desc: 'Days that a refresh token is good for.' }),
  WRONG_SIGN_INS_PER_ADDRESS: wholeNumber(1, MILLION)({ default: 200, desc: 'Wrong passwords and codes that one network address may send in 15 minutes.' }),
  REGISTRATIONS_PER_ADDRESS: wholeNumber(1, MILLION)({ default: 100, desc: 'Companies that one network address may register in an hour.' }),
  DEMO_BUYER: text({ default: '', desc: 'Address of the person as whom visitors enter the demo market; `npm start` sets it while the demo runs. Must be empty in production.' }),
  DEMO_GUESTS: text({ default: '', desc: 'Addresses of the guest workshops that other devices join as, with commas between them.' }),
  MAIL_FOLDER: folder({ default: '.data/mail', desc: 'Folder that mail is written to, one .eml file per message; this version speaks to no mail server.' }),
  MAIL_FROM: text({ default: 'Mouldshare <no-reply@mouldshare.invalid>', desc: 'Sender of mail.' }),
  GRAPHQL_MAX_DEPTH: wholeNumber(3, 50)({ default: 10, desc: 'Nesting of a GraphQL document; a page of a connection takes two.' }),
  GRAPHQL_MAX_ALIASES: wholeNumber(0, 1_000)({ default: 15, desc: 'Aliases of a GraphQL document.' }),
  GRAPHQL_MAX_TOKENS: wholeNumber(100, 100_000)({ default: 1_000, desc: 'Tokens of a GraphQL document.' }),
  GRAPHQL_MAX_DIRECTIVES: wholeNumber(0, 1_000)({ default: 50, desc: 'Directives of a GraphQL document.' }),
  GRAPHQL_MAX_OBJECTS: wholeNumber(100, MILLION)({ default: 50_000, desc: 'Objects of one response: those a document asks for by its pages, and those really sent.' }),
  POINTS_PER_HOUR_KEY: wholeNumber(0, 1_000 * MILLION)({ default: 5_000, desc: 'Root fields that one API key may ask for in an hour, more at once as long as the hour has room; 0 for no limit.' }),
  POINTS_PER_HOUR_SESSION: wholeNumber(0, 1_000 * MILLION)({ default: 20_000, desc: 'The same for one session of a person.' }),
  POINTS_PER_HOUR_MEMBER: wholeNumber(0, 1_000 * MILLION)({ default: 60_000, desc: 'The same for one person over all sessions.' }),
  POINTS_PER_HOUR_COMPANY: wholeNumber(0, 1_000 * MILLION)({ default: 300_000, desc: 'The same for one company, its people and API keys together.' }),
  POINTS_PER_HOUR_ADDRESS: wholeNumber(0, 1_000 * MILLION)({ default: 3_000, desc: 'The same for everybody of one network address who is not signed in.' }),
};

/** Whose places visitors of the demo may take; nobody's in production, whatever the settings name. */
export function demoOf({ NODE_ENV, DEMO_BUYER, DEMO_GUESTS }: { NODE_ENV: string; DEMO_BUYER: string; DEMO_GUESTS: string }): { buyer: string; guests: string[] } | null {
  if (NODE_ENV === 'production' || DEMO_BUYER === '') return null;
  return { buyer: DEMO_BUYER, guests: DEMO_GUESTS.split(',').map((one) => one.trim()).filter(Boolean) };
}
