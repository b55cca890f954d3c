import { cameraTrouble, travellerCode } from './scan.view.js';

const HERE = 'https://mould.example';

describe('a scanned code', () => {
  it('is that of a traveller of this house, by its address or bare', () => {
    expect(['https://mould.example/t/7KQ2-9F4M', 'https://mould.example/m/t/oln_01m8', ' 7KQ2-9F4M\n', '７ＫＱ２－９Ｆ４Ｍ', 'https://mould.example/t/7KQ2-9F4M?from=print'].map((text) => travellerCode(text, HERE))).toEqual(
      ['7KQ2-9F4M', 'oln_01m8', '7KQ2-9F4M', '7KQ2-9F4M', '7KQ2-9F4M'].map((code) => ({ kind: 'CODE', code })));
  });

  it('of another house, of another page or of a script is not followed', () => {
    for (const text of ['https://evil.example/t/7KQ2-9F4M', 'http://mould.example/t/7KQ2-9F4M', 'https://mould.example.evil.example/t/7KQ2-9F4M', 'https://mould.example/buy', 'https://mould.example/t/a/../../buy', 'https://mould.example/t/%2e%2e', 'javascript:location=1', 'weixin://dl/x']) {
      expect([text, travellerCode(text, HERE).kind]).toEqual([text, 'ELSEWHERE']);
    }
    expect(['', 'a b', '前模', '??'].map((text) => travellerCode(text, HERE).kind)).toEqual(['NOTHING', 'NOTHING', 'NOTHING', 'NOTHING']);
  });
});

it('a camera that shows nothing is told apart by what can be done about it', () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect([named('NotAllowedError'), named('NotFoundError'), named('NotReadableError'), 'x'].map(cameraTrouble)).toEqual(['DENIED', 'NONE', 'BUSY', 'BUSY']);
});
