import { expect, it } from 'vitest';
import { qrPath } from './qr-path';

it('draws runs of dark squares inside the quiet zone', () => {
  expect(qrPath({ size: 2, squares: '1101' }, 4)).toBe('M4 4h2v1h-2zM5 5h1v1h-1z');
  expect(qrPath({ size: 2, squares: '0000' }, 4)).toBe('');
});
