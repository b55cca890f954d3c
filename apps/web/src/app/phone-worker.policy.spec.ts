import { courseOf } from './phone-worker.policy.js';

const HOUSE = 'https://house.example';
const get = (path: string, given: object = {}) => courseOf({ method: 'GET', mode: 'cors', url: new URL(path, HOUSE).href, ...given }, HOUSE);

describe('the worker', () => {
  it('keeps the shell: files of the build, and the phone’s pages when there is no network', () => {
    expect([get('/assets/phone-1.js'), get('/m/', { mode: 'navigate' }), get('/m/work?lang=en', { mode: 'navigate' }), get('/t/ABC', { mode: 'navigate' })]).toEqual(['SHELL_FILE', 'PHONE_PAGE', 'PHONE_PAGE', 'PHONE_PAGE']);
  });

  it.each([
    ['answers of the API', '/graphql', { method: 'POST' }], ['questions by GET', '/graphql?query=x', {}], ['uploads', 'https://files.example/files/fil_1', { method: 'PUT' }], ['files of another house', 'https://files.example/assets/x.js', {}],
    ['the live line', '/live/?EIO=4', {}], ['the desk', '/buy', { mode: 'navigate' }], ['names that begin alike', '/market', { mode: 'navigate' }], ['anything that is sent', '/assets/phone-1.js', { method: 'POST' }], ['itself', '/phone-worker.js', {}],
  ])('never touches %s', (_what, path, given) => expect(get(path, given)).toBe('NETWORK'));
});
