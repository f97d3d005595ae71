/** Dark squares of a QR code as one outline: a run of squares is one bar. */
import type { QrView } from '../ipc/types';

export function qrPath({ size, squares }: QrView, quiet: number): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    const line = squares.slice(row * size, (row + 1) * size);
    for (const { index, 0: bar } of line.matchAll(/1+/gu)) {
      path += `M${String(index + quiet)} ${String(row + quiet)}h${String(bar.length)}v1h-${String(bar.length)}z`;
    }
  }
  return path;
}
