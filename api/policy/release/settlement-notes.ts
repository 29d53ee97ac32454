import type { Localized } from '../../localized.ts';
import type { Reckoning } from './settle-once.ts';

/** What those who read a settlement should know beyond the single decisions. */
export function notesOf({ ranking, judged, entries, served }: Reckoning): Localized[] {
  const notes: Localized[] = [...served.notes];
  const unplaced = ranking.order.filter(({ rank }) => rank === null).length;
  if (unplaced > 0)
    notes.push({
      zh: `${unplaced} 份申请缺少排序依据，未排入顺序，需人工审核。`,
      en: `${unplaced} applications lack ranking keys and have no place: for review.`,
    });
  const tied = ranking.order.filter(({ tiedWith }) => tiedWith.length > 0).length;
  if (tied > 0)
    notes.push({
      zh: `${tied} 份申请各项依据完全相同，并列显示。`,
      en: `${tied} applications are equal in all ranking keys and shown as tied.`,
    });
  const open = judged.filter(({ decision }) => decision === 'review').length;
  if (open > 0)
    notes.push({
      zh: `${open} 份申请需人工审核后才能确定。`,
      en: `${open} applications are open until reviewed.`,
    });
  if (served.admitted.length > 0)
    notes.push({
      zh: `此前排队的 ${served.admitted.length} 家依次纳入，纳入前应重新评估其条件。`,
      en: `${served.admitted.length} who waited are admitted in order; assess them anew before.`,
    });
  const sum = (entry: string) =>
    entries.reduce((total, booked) => (booked.entry === entry ? total - booked.quantity : total), 0);
  const [consumed, reset, suspended] = [sum('consume'), sum('reset'), sum('suspend')];
  if (consumed > 0)
    notes.push({
      zh: `动用释放量 ${consumed}，剩余归零 ${reset}，因排队暂存 ${suspended}。`,
      en: `${consumed} released are consumed, ${reset} reset, ${suspended} set aside for the queue.`,
    });
  return notes;
}
