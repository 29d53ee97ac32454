// How far a running question is, and the button that stops it.

import { element } from './dom.js';

const STATES = { accepted: 'jobWaits', running: 'jobRuns', successful: 'jobFetches', failed: 'jobFetches' };

/**
 * @param {{ status: string, progress?: number, message?: string, message_zh?: string } | null} job null: asked directly
 * @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech @param {() => void} onCancel
 */
export function runningView(job, { language, t }, onCancel) {
  const step = job?.status === 'running' ? (language === 'zh' ? job.message_zh : job.message) : null;
  const state = step || t(job ? (STATES[job.status] ?? 'jobRuns') : 'working');
  const share = job?.status === 'running' ? Math.max(0, Math.min(100, job.progress ?? 0)) : null;
  return [
    element(
      'p',
      { class: 'running-text' },
      state,
      share === null ? null : element('strong', {}, ` ${Math.floor(share)} %`),
    ),
    job
      ? element('progress', {
          class: 'running-bar',
          max: 100,
          'aria-label': state,
          ...(share === null ? {} : { value: share }),
        })
      : element('div', { class: 'progress', role: 'progressbar', 'aria-label': state }),
    element('button', { type: 'button', class: 'cancel', onclick: onCancel }, t('cancel')),
  ];
}
