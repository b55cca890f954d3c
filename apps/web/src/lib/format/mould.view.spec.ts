import { mouldWords } from './mould.view.js';

const names = (mouldNo: string | null, customerName: string | null = null) => ({ mould: { mouldNo, title: null, customerName } });

describe('what is shown of mould and end customer', () => {
  it('stands once for all lines that share it', () => {
    expect(mouldWords([names('AC2507', 'Haier'), names('AC2507', 'Haier'), names(null, 'Midea')])).toBe('AC2507 · Haier; Midea');
  });

  it('is nothing where all is hidden', () => {
    expect(mouldWords([{ mould: null }, names(null)])).toBeNull();
    expect(mouldWords([])).toBeNull();
  });
});
