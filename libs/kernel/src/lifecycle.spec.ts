import { defineLifecycle } from './lifecycle.js';

describe('a lifecycle', () => {
  it('allows the moves of its table and no others', () => {
    const door = defineLifecycle('door', 'shut', ['shut', 'open'], [{ from: 'shut', to: 'open', by: 'push' }]);
    expect(door.canMove('shut', 'open')).toBe(true);
    expect(door.canMove('open', 'shut')).toBe(false);
    expect(door.isFinal('open')).toBe(true);
    expect(door.toMermaid()).toContain('shut --> open: push');
  });

  it('does not boot with a state that nothing leads to', () => {
    expect(() => defineLifecycle('door', 'shut', ['shut', 'open', 'lost'], [{ from: 'shut', to: 'open', by: 'push' }])).toThrow('no way leads to lost');
  });

  it('does not boot with a move to a state it does not know', () => {
    expect(() => defineLifecycle<string>('door', 'shut', ['shut'], [{ from: 'shut', to: 'ajar', by: 'push' }])).toThrow('unknown state');
  });
});
