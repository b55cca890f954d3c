import { CreateCapacityAndTenders1767000100000 } from './1767000100000-create-capacity-and-tenders.js';
import { KeepLedgersAndBids1767000200000 } from './1767000200000-keep-ledgers-and-bids.js';
import { CreateAwards1767000300000 } from './1767000300000-create-awards.js';
import { KnowMouldsOfLines1767000400000 } from './1767000400000-know-moulds-of-lines.js';
import { NameBandsAndTies1767000450000 } from './1767000450000-name-bands-and-ties.js';
import { BindReserves1767000500000 } from './1767000500000-bind-reserves.js';
import { BeginSealed1767000600000 } from './1767000600000-begin-sealed.js';
import { StopClocks1767000700000 } from './1767000700000-stop-clocks.js';
import { SealOffers1767000800000 } from './1767000800000-seal-offers.js';
import { SignHeads1767000900000 } from './1767000900000-sign-heads.js';
import { BidByProxy1767001000000 } from './1767001000000-bid-by-proxy.js';
import { NamePartsInLots1767001100000 } from './1767001100000-name-parts-in-lots.js';
import { ConfirmBids1767001200000 } from './1767001200000-confirm-bids.js';
import { SayWhyBidsAreOut1767001300000 } from './1767001300000-say-why-bids-are-out.js';
import { KeepRecordsOfSuppliers1767001400000 } from './1767001400000-keep-records-of-suppliers.js';
import { KeepWorkloads1767001500000 } from './1767001500000-keep-workloads.js';
import { FindSisters1767001600000 } from './1767001600000-find-sisters.js';
import { FreezeHouses1767001750000 } from './1767001750000-freeze-houses.js';
import { KeepPublicKeys1767001760000 } from './1767001760000-keep-public-keys.js';
import { MaskMoulds1767001800000 } from './1767001800000-mask-moulds.js';
import { BindAfterClosing1767001820000 } from './1767001820000-bind-after-closing.js';
import { FreezeBuyers1767001840000 } from './1767001840000-freeze-buyers.js';
import { BindReceipts1767001900000 } from './1767001900000-bind-receipts.js';

/** In the order of their timestamps. */
export const migrations = [
  CreateCapacityAndTenders1767000100000, KeepLedgersAndBids1767000200000, CreateAwards1767000300000, KnowMouldsOfLines1767000400000,
  NameBandsAndTies1767000450000, BindReserves1767000500000,
  BeginSealed1767000600000, StopClocks1767000700000, SealOffers1767000800000,
  SignHeads1767000900000, BidByProxy1767001000000, NamePartsInLots1767001100000, ConfirmBids1767001200000, SayWhyBidsAreOut1767001300000,
  KeepRecordsOfSuppliers1767001400000, KeepWorkloads1767001500000, FindSisters1767001600000,
  FreezeHouses1767001750000, KeepPublicKeys1767001760000, MaskMoulds1767001800000, BindAfterClosing1767001820000, FreezeBuyers1767001840000, BindReceipts1767001900000,
];
