import { open } from './entry.js';

void open([
  (language) => (language === 'en' ? import('../locales/en/both.po') : import('../locales/zh-CN/both.po')),
  (language) => (language === 'en' ? import('../locales/en/desk.po') : import('../locales/zh-CN/desk.po')),
], () => null);
