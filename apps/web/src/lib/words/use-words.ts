import { useLingui } from '@lingui/react';
import type { I18n } from '@lingui/core';
import type { Language } from './words.js';

/** The words of the page in the language that is spoken: `i18n.t('降到 {price}', { price })`. */
export function useWords(): { i18n: I18n; language: Language } {
  const { i18n } = useLingui();
  return { i18n, language: i18n.locale as Language };
}
