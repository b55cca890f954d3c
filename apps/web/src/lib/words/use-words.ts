import { useLingui } from '@lingui/react';
import type { I18n } from '@lingui/core';
import { useMemo } from 'react';
import type { Language } from './words.js';

/** The words of the page in the language that is spoken: `i18n.t('降到 {price}', { price })`. Another language is another object, so that what depends on it is done anew. */
export function useWords(): { i18n: I18n; language: Language } {
  const { i18n } = useLingui();
  const { locale } = i18n;
  return useMemo(() => ({ i18n: Object.create(i18n) as I18n, language: locale as Language }), [i18n, locale]);
}
