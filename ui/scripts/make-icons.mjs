// Writes src/components/icons.json: the outlines of the interface icons, taken from the Lucide set.
// Run it after adding a name here: node scripts/make-icons.mjs
import { writeFileSync } from 'node:fs';
import * as lucide from 'lucide';

const names =
  `archive-restore arrow-big-up arrow-down arrow-left arrow-right arrow-right-left arrow-up arrow-up-down check
  chevron-down chevron-left chevron-right circle-alert circle-check circle-minus circle-question-mark clipboard
  clipboard-check clipboard-paste clock clock-alert copy copy-x corner-down-left download ellipsis eye eye-off
  file-lock file-text folder folder-open hard-drive hash history image info key-round keyboard languages laptop
  layers life-buoy link list-filter lock lock-open monitor monitor-off palette pause pencil pin pin-off play plus
  presentation printer qr-code redo-2 refresh-cw rotate-ccw rows-3 scan-line search settings shield-check
  sliders-horizontal smartphone spell-check stethoscope tag text-cursor-input ticket timer trash-2 triangle-alert undo-2
  upload x`.split(/\s+/);

const pascal = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter) => letter.toUpperCase());

const icons = {};
for (const name of names) {
  const node = lucide[pascal(name)];
  if (node === undefined) throw new Error(`no icon: ${name}`);
  icons[name] = node;
}
writeFileSync(new URL('../src/components/icons.json', import.meta.url), JSON.stringify(icons) + '\n');
