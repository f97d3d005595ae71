/** Squares that look like a QR code and say nothing. */
import type { QrView } from '../../src/ipc/types';

const size = 29;
const finder = 7;

export function qrOf(text: string): QrView {
  const seed = [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  let squares = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      squares += (inFinder(row, column) ?? (row * 7 + column * 13 + seed * row * column) % 3 === 0) ? '1' : '0';
    }
  }
  return { size, squares };
}

/** Whether a square of the three marks in the corners is dark; null outside of them. */
function inFinder(row: number, column: number): boolean | null {
  const top = row <= finder;
  const left = column <= finder;
  if (!(top && (left || column >= size - finder - 1)) && !(row >= size - finder - 1 && left)) return null;
  const [y, x] = [top ? row : size - 1 - row, left ? column : size - 1 - column];
  if (y >= finder || x >= finder) return false;
  const ring = Math.min(y, x, finder - 1 - y, finder - 1 - x);
  return ring !== 1;
}
