import { RouterProvider } from '@tanstack/react-router';
import { DeskKit } from '../components/desk/kit.js';
import { deskRouter } from './desk-routes.js';
import { open } from './entry.js';
import './entry.css';

void open([
  (language) => (language === 'en' ? import('../locales/en/both.po') : import('../locales/zh-CN/both.po')),
  (language) => (language === 'en' ? import('../locales/en/desk.po') : import('../locales/zh-CN/desk.po')),
], () => <DeskKit><RouterProvider router={deskRouter} /></DeskKit>);
