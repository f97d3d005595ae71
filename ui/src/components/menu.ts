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
  | { kind: 'heading'; label: string }
  | { kind: 'line' };
