import type { Locale } from '#contracts';
import type { LotMatchView } from '#contracts/quoting-tender-views';
import { fitSentences } from '../capacity/capacity-sentences.view.js';
import type { Fit } from '../capacity/fit.policy.js';

/** A buyer looks at the nearest, not at everybody. */
export const NEAREST = 12;

/** Who fits each lot. Those who would be invited come first, then who fits, then who comes nearest. */
export function matchViews(lotIds: readonly string[], fits: ReadonlyMap<string, ReadonlyMap<string, Fit>>, invited: ReadonlySet<string>, locale: Locale): LotMatchView[] {
  return lotIds.map((lotId) => {
    const judged = [...fits].map(([companyId, byLot]) => ({ companyId, invited: invited.has(companyId), fit: byLot.get(lotId)! }));
    const nearest = [...judged].sort((a, b) => Number(b.invited) - Number(a.invited) || Number(b.fit.fits) - Number(a.fit.fits) || b.fit.score - a.fit.score || (a.companyId < b.companyId ? -1 : 1));
    return {
      lotId, fitting: judged.filter((one) => one.invited && one.fit.fits).length,
      companies: nearest.slice(0, NEAREST).map(({ companyId, invited: comes, fit }) => ({ companyId, invited: comes, fits: fit.fits, score: fit.score, reasons: fitSentences(fit.reasons, locale) })),
    };
  });
}
