import { formatter } from '@lingui/format-po';

const ours = ['**/*.spec.*', '**/generated/**', '**/*.graphql'];
const catalogue = (name, include, exclude = []) => ({ path: `<rootDir>/src/locales/{locale}/${name}`, include: include.map((path) => `<rootDir>/src/${path}`), exclude: [...ours, ...exclude] });

/** The time of writing is nobody's word, and would make every file differ from itself. */
function po() {
  const { serialize, ...rest } = formatter({ lineNumbers: false, origins: false, explicitIdAsDefault: true });
  return { ...rest, serialize: async (...given) => (await serialize(...given)).replace(/^"POT-Creation-Date:.*\n/m, '') };
}

/** Words of the desk, words of the phone, and words of both: each entry loads two small catalogues. The Chinese sentence is its own key. */
export default {
  rootDir: import.meta.dirname,
  sourceLocale: 'zh-CN',
  locales: ['zh-CN', 'en'],
  format: po(),
  orderBy: 'messageId',
  catalogs: [
    catalogue('desk', ['features/**/*.desk.tsx', 'app/desk*.tsx', 'app/desk-shell', 'components/desk', 'components/grid', 'components/charts', 'components/viewer']),
    catalogue('phone', ['features/**/*.phone.tsx', 'app/phone*.tsx', 'app/phone-shell', 'components/phone']),
    catalogue('both', ['features', 'components/papers', 'components/signs', 'components/sheets', 'components/turntable', 'lib'], ['**/*.desk.tsx', '**/*.phone.tsx']),
  ],
};
