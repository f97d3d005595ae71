/** What the check-up says about names. */
import type { NameFindingView } from '../../ipc/types';
import { isolated } from '../../components/rich';
import { numberText } from '../../number-text';
import { m } from '../../paraglide/messages';
import { listWords } from '../backups/when';

export type Groups = {
  needs: NameFindingView[];
  better: (NameFindingView & { proposal: object })[];
  wait: NameFindingView[];
};

/** Those that only the person can tell, those with a better name at hand, and good names that are easily confused. */
export function groupsOf(findings: readonly NameFindingView[]): Groups {
  const canWait = ({ troubles }: NameFindingView) => troubles[0] === 'near-twin';
  return {
    needs: findings.filter((finding) => finding.proposal === null && !canWait(finding)),
    wait: findings.filter((finding) => finding.proposal === null && canWait(finding)),
    better: findings.filter((finding): finding is Groups['better'][number] => finding.proposal !== null),
  };
}

/** Counts what needs a person; without that, what could be better. */
export function titleWords({ needs, better }: Pick<Groups, 'needs' | 'better'>): string {
  if (needs.length > 0) return m.checkup_title_needs({ count: needs.length });
  if (better.length > 0) return m.checkup_title_better({ count: better.length });
  return m.checkup_title_good();
}

export function leadWords({ needs, better }: Pick<Groups, 'needs' | 'better'>, total: number): string {
  const looked = m.checkup_lead_looked({ count: total, shown: numberText(total) });
  return needs.length > 0 && better.length > 0
    ? `${m.checkup_lead_better({ count: better.length })} ${looked}`
    : looked;
}

/** What is wrong with a name, for `Rich`; the weightiest trouble only. */
export function troubleWords({ troubles, others }: Pick<NameFindingView, 'troubles' | 'others'>): string {
  switch (troubles[0]) {
    case 'no-issuer':
      return m.checkup_trouble_no_issuer();
    case 'issuer-is-account':
      return m.checkup_trouble_account();
    case 'issuer-is-host':
      return m.checkup_trouble_host();
    case 'issuer-is-email':
      return m.checkup_trouble_email();
    case 'only-email':
      return m.checkup_trouble_only_email();
    case 'twin':
      return m.checkup_trouble_twin({ count: Math.max(1, others.length) });
    case 'near-twin':
      return m.checkup_trouble_near({ names: listWords(others.map(isolated)) });
    case 'numbered-copy':
      return m.checkup_trouble_copy();
    case 'rubbish':
      return m.checkup_trouble_rubbish();
    case 'spelling':
      return m.checkup_trouble_spelling();
    default:
      return m.checkup_trouble_other();
  }
}

/** What a better name rests on, for `Rich`; "" for a reason this window does not know. */
export function evidenceWords(evidence: string, detail: string): string {
  const why = reason(evidence);
  if (why === '') return '';
  return detail === '' ? m.checkup_because_plain({ why }) : m.checkup_because({ why, detail: isolated(detail) });
}

function reason(evidence: string): string {
  switch (evidence) {
    case 'host':
      return m.checkup_why_host();
    case 'link':
      return m.checkup_why_link();
    case 'file-name':
      return m.checkup_why_file();
    case 'page-title':
      return m.checkup_why_page();
    case 'vault':
      return m.checkup_why_vault();
    case 'ending':
      return m.checkup_why_ending();
    case 'email':
      return m.checkup_why_email();
    case 'known-service':
      return m.checkup_why_known();
    case 'misspelling':
      return m.checkup_why_misspelling();
    case 'spelling':
      return m.checkup_why_spelling();
    case 'label':
      return m.checkup_why_label();
    case 'login':
      return m.checkup_why_login();
    default:
      return '';
  }
}

/** The fact to change first. */
export function factToEdit({ troubles }: Pick<NameFindingView, 'troubles'>): 'issuer' | 'account' {
  const [first = ''] = troubles;
  return first.includes('issuer') || first === 'only-email' || first === 'spelling' ? 'issuer' : 'account';
}

/** A text with another put in the place of its selection, and where the caret goes. */
export function inserted(text: string, from: number, to: number, more: string): { text: string; caret: number } {
  return { text: text.slice(0, from) + more + text.slice(to), caret: from + more.length };
}
