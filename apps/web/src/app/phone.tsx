import { RouterProvider } from '@tanstack/react-router';
import { open } from './entry.js';
import './entry.css';
import '../components/phone/phone.css';
import { phoneRouter } from './phone-routes.js';

// Browsers take workers at secure addresses only; elsewhere the pages do without.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/phone-worker.js').catch(() => undefined);

void open([
  (language) => (language === 'en' ? import('../locales/en/both.po') : import('../locales/zh-CN/both.po')),
  (language) => (language === 'en' ? import('../locales/en/phone.po') : import('../locales/zh-CN/phone.po')),
], () => <RouterProvider router={phoneRouter} />);
