import type { IconName } from './icons';

export type MenuItem =
  | {
      kind: 'action';
      icon?: IconName;
      label: string;
      keys?: readonly string[];
      danger?: boolean;
      run: () => void;
    }
  /** One of several, or on and off. */
  | {
      kind: 'choice';
      role: 'radio' | 'checkbox';
      label: string;
      on: boolean;
      keys?: readonly string[];
      run: () => void;
    }
  /** Opens its own items in place. */
  | { kind: 'sub'; label: string; value: string; items: () => readonly MenuItem[] }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };
