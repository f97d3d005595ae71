/** What an export says about formats and losses. */
import type { ExportFormatView } from '../../ipc/types';
import { m } from '../../paraglide/messages';

/** "Aegis (aegis-encrypted)": several formats have one app. */
export function formatName({ app, id, encrypted }: ExportFormatView): string {
  return encrypted ? m.export_format_encrypted({ app, id }) : m.export_format_plain({ app, id });
}

export function lossWords(loss: string): string {
  switch (loss) {
    case 'favourite':
      return m.export_loss_favourite();
    case 'groups':
      return m.export_loss_groups();
    case 'groups-but-first':
      return m.export_loss_groups_but_first();
    case 'icon':
      return m.export_loss_icon();
    case 'name-cut':
      return m.export_loss_name_cut();
    case 'no-issuer':
      return m.export_loss_no_issuer();
    case 'note':
      return m.export_loss_note();
    case 'pin':
      return m.export_loss_pin();
    case 'read-as-steam':
      return m.export_loss_steam();
    case 'recovery-codes':
      return m.export_loss_recovery();
    default:
      return loss;
  }
}

export function leftOutWords(reason: string): string {
  switch (reason) {
    case 'algorithm':
      return m.export_why_algorithm();
    case 'counter':
      return m.export_why_counter();
    case 'digits':
      return m.export_why_digits();
    case 'kind':
      return m.export_why_kind();
    case 'period':
      return m.export_why_period();
    case 'secret-text':
      return m.export_why_secret();
    default:
      return reason;
  }
}
