import { describe, expect, it } from 'vitest';
import { bindings, combinationOf, commandOf, keysOf, refusal, textSize, type Stroke } from './keymap';

function stroke(key: string, more: Partial<Stroke> = {}): Stroke {
  const off = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, keyCode: 0 };
  return { key, code: /^\d$/u.test(key) ? `Digit${key}` : '', ...off, ...more };
}
const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

describe('commandOf', () => {
  it.each([
    ['ArrowDown', {}, { name: 'move', by: 'row', direction: 1 }],
    ['PageUp', {}, { name: 'move', by: 'page', direction: -1 }],
    ['ArrowUp', ctrl, { name: 'move', by: 'section', direction: -1 }],
    ['Home', {}, { name: 'first' }],
    ['End', {}, { name: 'last' }],
    ['Enter', {}, { name: 'copy' }],
    ['Enter', shift, { name: 'copyOther' }],
    ['3', ctrl, { name: 'copyPinned', number: 3 }],
    ['2', { altKey: true }, { name: 'view', number: 2 }],
    ['ArrowRight', {}, { name: 'open' }],
    ['ArrowLeft', {}, { name: 'back' }],
    ['k', ctrl, { name: 'actions' }],
    ['ContextMenu', {}, { name: 'actions' }],
    ['F10', shift, { name: 'actions' }],
    ['F2', {}, { name: 'edit' }],
    ['d', ctrl, { name: 'pin' }],
    ['t', ctrl, { name: 'tags' }],
    ['Delete', { ...ctrl, ...shift }, { name: 'trash' }],
    ['z', ctrl, { name: 'undo' }],
    ['Z', { ...ctrl, ...shift }, { name: 'redo' }],
    ['ArrowDown', shift, { name: 'move', by: 'row', direction: 1, picking: true }],
    ['PageUp', shift, { name: 'move', by: 'page', direction: -1, picking: true }],
    ['ArrowUp', { altKey: true }, { name: 'carry', direction: -1 }],
    ['ArrowDown', { altKey: true }, { name: 'carry', direction: 1 }],
    ['r', ctrl, { name: 'reveal' }],
    ['H', { ...ctrl, ...shift }, { name: 'hideCodes' }],
    ['X', { ...ctrl, ...shift }, { name: 'clearClipboard' }],
    ['Escape', {}, { name: 'escape' }],
    ['n', ctrl, { name: 'add' }],
    ['e', ctrl, { name: 'codes' }],
    ['u', ctrl, { name: 'checkup' }],
    ['b', ctrl, { name: 'backups' }],
    [',', ctrl, { name: 'settings' }],
    ['P', { ...ctrl, ...shift }, { name: 'present' }],
    ['l', ctrl, { name: 'lock' }],
    ['+', ctrl, { name: 'text', step: 1 }],
    ['-', ctrl, { name: 'text', step: -1 }],
    ['0', ctrl, { name: 'text', step: 0 }],
    ['F6', {}, { name: 'pane', direction: 1 }],
    ['F6', shift, { name: 'pane', direction: -1 }],
    ['F1', {}, { name: 'help' }],
    ['/', ctrl, { name: 'help' }],
  ])('%s %j', (key, more, command) => {
    expect(commandOf(stroke(key, more), false)).toEqual(command);
  });

  it('leaves letters and the keys of a text field alone', () => {
    for (const key of ['a', '#', '1', 'Backspace', 'Tab']) expect(commandOf(stroke(key), false)).toBeNull();
    for (const key of ['a', 'c', 'v', 'x', 'ArrowLeft']) expect(commandOf(stroke(key, ctrl), false)).toBeNull();
    expect(commandOf(stroke('ArrowLeft', shift), false)).toBeNull();
  });

  it('does nothing while an input method is composing', () => {
    expect(commandOf(stroke('Enter', { isComposing: true }), false)).toBeNull();
    expect(commandOf(stroke('Process', { keyCode: 229 }), false)).toBeNull();
  });

  it('uses Command on macOS, and Control for nothing', () => {
    expect(commandOf(stroke('k', { metaKey: true }), true)).toEqual({ name: 'actions' });
    expect(commandOf(stroke('k', ctrl), true)).toBeNull();
    expect(commandOf(stroke('Backspace', { metaKey: true, ...shift }), true)).toEqual({ name: 'trash' });
    expect(commandOf(stroke('2', { metaKey: true, altKey: true }), true)).toEqual({ name: 'view', number: 2 });
  });

  it('mirrors the arrows with the text', () => {
    expect(commandOf(stroke('ArrowLeft'), false, true)).toEqual({ name: 'open' });
    expect(commandOf(stroke('ArrowRight'), false, true)).toEqual({ name: 'back' });
  });
});

describe('keys that were changed', () => {
  const changed = { pin: 'Mod+Shift+F', 'copy-pinned': 'Mod+Alt+1…9' };

  it('take the place of the usual ones', () => {
    expect(commandOf(stroke('F', { ...ctrl, ...shift }), false, false, changed)).toEqual({ name: 'pin' });
    expect(commandOf(stroke('d', ctrl), false, false, changed)).toBeNull();
    expect(commandOf(stroke('4', { ...ctrl, altKey: true }), false, false, changed)).toEqual({
      name: 'copyPinned',
      number: 4,
    });
    expect(commandOf(stroke('4', ctrl), false, false, changed)).toBeNull();
  });

  it('leave keys alone that always do the same', () => {
    const other = { actions: 'Mod+J' };
    expect(commandOf(stroke('j', ctrl), false, false, other)).toEqual({ name: 'actions' });
    expect(commandOf(stroke('ContextMenu'), false, false, other)).toEqual({ name: 'actions' });
  });

  it('are written as they are pressed', () => {
    const written = (key: string, more: Partial<Stroke> = {}) => combinationOf(stroke(key, more), false, 'pin');
    expect(written('f', { ...ctrl, ...shift })).toBe('Mod+Shift+F');
    expect(written('=', { ...ctrl, ...shift })).toBe('Mod+Plus');
    expect(written('å', { altKey: true, code: 'KeyA' })).toBe('Alt+A');
    expect(written('5', ctrl)).toBe('Mod+5');
    expect(combinationOf(stroke('5', ctrl), false, 'view')).toBe('Mod+1…9');
    expect(written('Control', ctrl)).toBeNull();
  });

  it('are refused where they cannot work, and what has them is named', () => {
    expect(refusal('pin', 'Mod+Shift+F', false, {})).toBeNull();
    expect(refusal('pin', 'P', false, {})).toEqual({ why: 'typing' });
    expect(refusal('pin', 'Shift+P', false, {})).toEqual({ why: 'typing' });
    expect(refusal('pin', 'Mod+V', false, {})).toEqual({ why: 'field' });
    expect(refusal('pin', 'Down', false, {})).toEqual({ why: 'field' });
    expect(refusal('pin', 'Mod+K', false, {})).toEqual({ why: 'taken', by: 'actions' });
    expect(refusal('pin', 'Menu', false, {})).toEqual({ why: 'taken', by: 'actions' });
    expect(refusal('pin', 'Mod+5', false, {})).toEqual({ why: 'taken', by: 'copy-pinned' });
    expect(refusal('view', 'Mod+J', false, {})).toEqual({ why: 'digit' });
    expect(refusal('lock', 'Mod+D', false, { pin: 'F9' })).toBeNull();
  });
});

it('no two actions share their usual keys, on any system', () => {
  for (const mac of [false, true]) {
    for (const { action } of bindings) expect(refusal(action, keysOf(action, mac, {}), mac, {})).toBeNull();
  }
});

describe('textSize', () => {
  it('goes from 90 to 200 percent', () => {
    expect(textSize(100, 1)).toBe(110);
    expect(textSize(200, 1)).toBe(200);
    expect(textSize(90, -1)).toBe(90);
    expect(textSize(130, -1)).toBe(125);
    expect(textSize(175, 0)).toBe(100);
  });
});
