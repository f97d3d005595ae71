import outlines from './icons.json';

/** Names of the interface icons: the Lucide outlines of `icons.json`, and our own mark. */
export type IconName = keyof typeof outlines | 'mark';

export const icons = outlines as unknown as Readonly<Record<string, readonly [string, Record<string, string>][]>>;
