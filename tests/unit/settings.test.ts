import { describe, expect, it } from 'vitest';
import { settingsPatchSchema, settingsSchema } from '../../lib/domain/settings.ts';
import { PROTOCOL } from '../../lib/message/protocol.ts';

describe('settings', () => {
  it('are whole where nothing was saved', () => {
    expect(settingsSchema.parse({})).toMatchObject({ language: 'auto', own: [], sound: false });
  });

  it('change by what is named, and the others stay', () => {
    expect(settingsPatchSchema.parse({ language: 'vi' })).toEqual({ language: 'vi' });
    expect(PROTOCOL['settings.save'].in.parse({ patch: { sound: true } })).toEqual({
      patch: { sound: true },
    });
    const before = settingsSchema.parse({ own: ['shop@x.vn'], autoLogSites: ['gmail'] });
    expect({ ...before, ...settingsPatchSchema.parse({ theme: 'dark' }) }).toEqual({
      ...before,
      theme: 'dark',
    });
  });

  it('refuse what does not fit', () => {
    expect(settingsPatchSchema.safeParse({ theme: 'pink' }).success).toBe(false);
    expect(settingsPatchSchema.safeParse({ own: ['x'.repeat(321)] }).success).toBe(false);
  });
});
