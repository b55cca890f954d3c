import { amounts, houseSettings, port, rpcSettings, wholeNumber } from '#platform/config';

/** Settings of quoting. */
export const quotingSettings = {
  ...houseSettings,
  ...rpcSettings,
  QUOTING_PORT: port({ default: 3002, desc: 'HTTP port of quoting, with the live side door.' }),
  TENDER_AUCTION_MINUTES: wholeNumber(0, 10_080)({ default: 30, desc: 'A live tender that runs for fewer minutes calls for a reason.' }),
  TENDER_SEALED_MINUTES: wholeNumber(0, 10_080)({ default: 240, desc: 'A sealed tender that runs for fewer minutes calls for a reason.' }),
  TENDER_FEW_INVITED: wholeNumber(0, 300)({ default: 3, desc: 'Fewer invited companies than this call for a reason.' }),
  TENDER_OPEN_LOTS: wholeNumber(1, 1_000_000)({ default: 5_000, desc: 'Lots of one company that take bids at the same time at most.' }),
  TENDER_OPEN_QUESTIONS: wholeNumber(1, 1_000)({ default: 20, desc: 'Unanswered questions of one company on one tender at most.' }),
  TENDER_TAX_PERCENT: wholeNumber(0, 100)({ default: 13, desc: 'Value added tax rate in which bids are compared when the buyer names no amount.' }),
  BID_PAUSE_MS: wholeNumber(0, 60_000)({ default: 2_000, desc: 'Least time between two accepted bids of one company on one lot, in milliseconds.' }),
  DESK_QUEUE: wholeNumber(1, 100_000)({ default: 2_000, desc: 'Bids that may wait to be decided; more are told when to come again.' }),
  DESK_BATCH: wholeNumber(1, 2_000)({ default: 512, desc: 'Bids that are decided in one transaction at most.' }),
  LIVE_MESSAGES_PER_SECOND: wholeNumber(1, 100_000)({ default: 20, desc: 'Messages a second of one live connection; twice as many may come at once.' }),
  LIVE_RESUMES_PER_SECOND: wholeNumber(1, 10_000)({ default: 5, desc: 'Resumes a second of one live connection.' }),
  LIVE_BIDS_PER_SECOND: wholeNumber(1, 100_000)({ default: 10, desc: 'Attempts to bid a second of one company over /live.' }),
  LIVE_CONNECTIONS: wholeNumber(1, 10_000)({ default: 10, desc: 'Live connections of one person or API key.' }),
  LIVE_CONNECTIONS_PER_COMPANY: wholeNumber(0, 1_000_000)({ default: 2_500, desc: 'Live connections of one company in one process; 0 for no limit.' }),
  LIVE_CONNECTIONS_PER_ADDRESS: wholeNumber(0, 1_000_000)({ default: 2_500, desc: 'Live connections from one network address in one process; 0 for no limit.' }),
  LIVE_ROOMS: wholeNumber(1, 10_000)({ default: 50, desc: 'Lots and tenders that one live connection follows.' }),
  LIVE_UNREAD_FRAMES: wholeNumber(1, 100_000)({ default: 64, desc: 'Frames that a live client may leave unread before it is disconnected.' }),
  AWARD_APPROVAL_LIMIT_MINOR: wholeNumber(0, 1_000_000_000_000_000)({ default: 5_000_000, desc: 'Awards in yuan above this many fen wait for a manager, unless a manager proposes them.' }),
  AWARD_APPROVAL_LIMITS: amounts({ default: [], desc: 'The same limits in other currencies, in minor units, such as USD=700000,JPY=1000000. Awards in a currency without one always wait.' }),
};
