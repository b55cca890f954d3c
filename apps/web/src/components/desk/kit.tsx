import { ConfigProvider, theme, type ThemeConfig } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { useSyncExternalStore, type ReactNode } from 'react';
import { onTheme, shownTheme } from '../../lib/theme/theme.js';
import { useWords } from '../../lib/words/use-words.js';

/** The library in our colours; with its own it fails the contrast that WCAG asks for. Values as in styles/tokens.css. */
const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    colorPrimary: '#0F5FD6', colorLink: '#0F5FD6', colorInfo: '#0F5FD6', colorText: '#131A24', colorTextSecondary: '#465266', colorTextTertiary: '#5B6778', colorTextQuaternary: '#5B6778',
    colorTextPlaceholder: '#5B6778', colorTextDescription: '#5B6778', colorSuccess: '#0B7A4B', colorWarning: '#9A5B00', colorError: '#C4281C', colorBorder: '#7A8698', colorBgLayout: '#F5F7FA',
  },
};
const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    colorPrimary: '#6EA8FF', colorLink: '#8CBBFF', colorInfo: '#6EA8FF', colorTextLightSolid: '#071223', colorBgBase: '#0F141B', colorBgContainer: '#0F141B', colorBgElevated: '#171E28', colorBgLayout: '#0F141B',
    colorText: '#E8EDF4', colorTextSecondary: '#B4BFCE', colorTextTertiary: '#96A3B5', colorTextQuaternary: '#96A3B5', colorTextPlaceholder: '#96A3B5', colorTextDescription: '#96A3B5',
    colorSuccess: '#4FD192', colorWarning: '#FFC985', colorError: '#FF8A80', colorBorder: '#75849A',
  },
  components: { Button: { primaryColor: '#071223', dangerColor: '#1A0503', colorPrimary: '#6EA8FF', colorPrimaryHover: '#8CBBFF', colorPrimaryActive: '#4C8DFF', colorError: '#FF8A80' } },
};
const measures = { borderRadius: 6, controlHeight: 32, fontSize: 14, fontFamily: 'var(--font-ui)', motionDurationMid: '.12s', motionDurationSlow: '.16s' };
const themes = { light: { ...light, token: { ...light.token, ...measures } }, dark: { ...dark, token: { ...dark.token, ...measures } } };

/** The number that lets the library write its styles on this page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

export function DeskKit({ children }: { children: ReactNode }) {
  const shown = useSyncExternalStore(onTheme, shownTheme);
  const { language } = useWords();
  return <ConfigProvider theme={themes[shown]} locale={language === 'en' ? en : zh} csp={nonce ? { nonce } : undefined}>{children}</ConfigProvider>;
}
