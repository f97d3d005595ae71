/** Geometry of the numbered frames. All numbers are parts of the picture, 0 to 1. */
import type { IntakePictureView } from '../../ipc/types';

export type Frame = { left: number; top: number; width: number; height: number };

/** The upright rectangle around the corners of a code, cut to the picture. */
export function frameOf(corners: readonly [number, number][]): Frame {
  if (corners.length === 0) return { left: 0, top: 0, width: 1, height: 1 };
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const xs = corners.map(([x]) => inside(x));
  const ys = corners.map(([, y]) => inside(y));
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Width over height as drawn: very wide and very tall pictures keep to a shape that still shows its frames. */
export function shapeOf(picture: Pick<IntakePictureView, 'width' | 'height'>): number {
  if (picture.width <= 0 || picture.height <= 0) return 1.6;
  return Math.min(2.4, Math.max(0.6, picture.width / picture.height));
}
