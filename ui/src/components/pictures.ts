/** Pictures of entries as pixels, asked for once: equal pictures have equal ids. */
import { core } from '../ipc/client';

/** More than a screen shows at once; 96 pixels a side are 36 KiB. */
const kept = 200;
const known = new Map<string, Promise<ImageData>>();

/** The pixels of a picture. */
export function picture(id: string): Promise<ImageData> {
  const asked = known.get(id) ?? core().iconPicture(id).then(imageOf);
  // The one asked for last goes last.
  known.delete(id);
  known.set(id, asked);
  asked.catch(() => known.delete(id));
  const oldest = known.size > kept ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return asked;
}

/** Others may see the window: the pixels do not stay in the page. */
export function forgetPictures(): void {
  known.clear();
}

function imageOf(bytes: ArrayBuffer): ImageData {
  const [width = 0, height = 0] = new Uint8Array(bytes);
  return new ImageData(new Uint8ClampedArray(bytes, 2), width, height);
}
