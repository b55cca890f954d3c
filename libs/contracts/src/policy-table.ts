import { accountsRules } from './gateway-accounts.js';
import type { Rule } from './operation.js';
import { filesRules } from './order-files.js';
import { grantsRules } from './order-grants.js';
import { importsRules } from './order-imports.js';
import { mouldsRules } from './order-moulds.js';
import { ordersRules } from './order-orders.js';
import { partsRules } from './order-parts.js';
import { progressRules } from './order-progress.js';
import { amendmentsRules } from './quoting-amendments.js';
import { awardsRules } from './quoting-awards.js';
import { biddingRules } from './quoting-bidding.js';
import { capacityRules } from './quoting-capacity.js';
import { drawingsRules } from './quoting-drawings.js';
import { tendersRules } from './quoting-tenders.js';

/**
 * The one policy table of the house: the rules of every slice. An operation without a rule is refused at boot by the
 * service that serves it, and to everybody at run time. A new slice adds its rules here.
 */
export const houseRules: readonly Readonly<Record<string, Rule>>[] = [
  accountsRules, filesRules, grantsRules, importsRules, mouldsRules, ordersRules, partsRules, progressRules, amendmentsRules, awardsRules, biddingRules, capacityRules, drawingsRules, tendersRules,
];
