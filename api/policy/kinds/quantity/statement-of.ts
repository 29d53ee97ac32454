import type { Application } from '../../application.ts';
import type { Missing } from '../../finding.ts';

/** What is known of a yes/no fact: only a verified one decides. */
export type StatementState = 'yes' | 'no' | 'unverified' | 'absent';

/** The state of a statement of the application. */
export function statementOf(application: Application, name: string): StatementState {
  const statement = application.statements[name];
  if (!statement) return 'absent';
  if (!statement.verified) return 'unverified';
  return statement.value ? 'yes' : 'no';
}

/** The statement as a missing item. */
export function missingStatement(name: string): Missing {
  return { item: name, zh: `经核实的声明 ${name}`, en: `verified statement ${name}` };
}
