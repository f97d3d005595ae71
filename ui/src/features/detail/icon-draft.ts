/** What is being chosen as an icon. Each kind keeps what was chosen for it while another is looked at. */
import type { IconView, TileView } from '../../ipc/types';
import { asFailure, failureText } from '../../ipc/failure';
import { m } from '../../paraglide/messages';

export type Draft = {
  kind: IconView['kind'];
  letters: string;
  hue: number | null;
  mark: string | null;
  picture: string | null;
};

export const hues: readonly number[] = Array.from({ length: 12 }, (_, hue) => hue);

export const kinds = (): { value: IconView['kind']; label: string }[] => [
  { value: 'automatic', label: m.icon_automatic() },
  { value: 'monogram', label: m.icon_letters() },
  { value: 'mark', label: m.icon_mark() },
  { value: 'picture', label: m.icon_picture() },
];

export function draftOf(icon: IconView): Draft {
  return { letters: '', hue: null, mark: null, picture: null, ...icon };
}

/** The icon that the draft comes to; null while something is missing. */
export function chosenIcon({ kind, letters, hue, mark, picture }: Draft): IconView | null {
  switch (kind) {
    case 'automatic':
      return { kind };
    case 'monogram':
      return { kind, letters: letters.trim(), hue };
    case 'mark':
      return mark === null ? null : { kind, mark };
    case 'picture':
      return picture === null ? null : { kind, picture };
  }
}

export function isSame(one: IconView, other: IconView): boolean {
  const [left, right] = [draftOf(one), draftOf(other)];
  return (Object.keys(left) as (keyof Draft)[]).every((key) => left[key] === right[key]);
}

/** How the tile would look. */
export function previewTile(automatic: TileView, icon: IconView | null): TileView {
  switch (icon?.kind) {
    case 'monogram':
      return { ...automatic, letters: icon.letters || automatic.letters, hue: icon.hue ?? automatic.hue, mark: null };
    case 'mark':
      return { ...automatic, mark: icon.mark, letterFirst: false };
    case 'picture':
      return { ...automatic, mark: null, picture: icon.picture };
    default:
      return automatic;
  }
}

/** Sentences about pictures of codes do not fit here. */
export function pickingError(error: unknown): string {
  const failure = asFailure(error);
  switch (failure.code) {
    case 'not-a-picture':
      return m.icon_error_not();
    case 'unsupported-picture':
      return m.icon_error_kind();
    case 'picture-too-large':
      return m.icon_error_large();
    default:
      return failureText(failure).message;
  }
}
