/** The ways codes come over from another app, each with its words and its picture. */
import type { IconName } from '../../components/icons';
import { m } from '../../paraglide/messages';

/**
 * `file`: the app writes a file. `pictures`: it shows QR codes. `anew`: it gives nothing out, each site gives a new code.
 * `any`: the app is not known. `backup`: a backup file of Watchword itself.
 */
export type Way = 'file' | 'pictures' | 'anew' | 'any' | 'backup';

type WayWords = {
  icon: IconName;
  /** Below the app's name in the list. */
  short: () => string;
  /** Below the title of the app's page. */
  lead: () => string;
  /** The button that leads on. */
  act: () => string;
};

export const ways: Readonly<Record<Way, WayWords>> = {
  file: { icon: 'file-lock', short: m.guide_way_file, lead: m.guide_way_file_lead, act: m.guide_way_file_act },
  pictures: {
    icon: 'qr-code',
    short: m.guide_way_pictures,
    lead: m.guide_way_pictures_lead,
    act: m.guide_way_pictures_act,
  },
  anew: { icon: 'refresh-cw', short: m.guide_way_anew, lead: m.guide_way_anew_lead, act: m.guide_way_anew_act },
  any: { icon: 'smartphone', short: m.guide_way_any, lead: m.guide_way_any_lead, act: m.guide_way_any_act },
  backup: { icon: 'laptop', short: m.guide_way_backup, lead: m.guide_way_backup_lead, act: m.guide_way_file_act },
};
