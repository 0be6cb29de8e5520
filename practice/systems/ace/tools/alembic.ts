// The stand-in for `alembic` inside the container `ace-app`: https://alembic.sqlalchemy.org/en/latest/

import { type Answer, failed, printed, unsupported } from '../../../kit/answer.ts';
import { currentRevision, migrateTo } from '../data/ace-database.ts';
import { appliedAt, head, migrations, positionOf } from '../data/migrations.ts';
import type { World } from '../world.ts';
import { inDatabase } from './in-database.ts';

const usages = [
  'alembic history',
  'alembic current',
  'alembic upgrade head|+N|REVISION',
  'alembic downgrade base|-N|REVISION',
];

export async function alembic(world: World, args: readonly string[]): Promise<Answer> {
  const [verb, target, more] = args;
  if (verb === 'history' && target === undefined) return printed(...historyLines());
  const isMove = (verb === 'upgrade' || verb === 'downgrade') && target !== undefined && more === undefined;
  if (!isMove && !(verb === 'current' && target === undefined)) return unsupported(['alembic', ...args], usages);
  const answer = await inDatabase(world, async (ask) => {
    const revision = await currentRevision(ask);
    if (!isMove) return printed(revision === head ? `${revision} (head)` : (revision ?? ''));
    const applied = appliedAt(revision);
    const wanted = positionOf(target, applied);
    if (wanted === undefined) return failed(`FAILED: Can't locate revision identified by '${target}'`);
    if (verb === 'upgrade' ? wanted < applied : wanted > applied)
      return failed(`FAILED: ${target} is no ${verb} from ${revision ?? 'base'}`);
    const steps = await migrateTo(ask, wanted);
    return printed(...steps.map((step) => `INFO  [alembic.runtime.migration] Running ${verb} of ${step}`));
  });
  return answer === 'no database'
    ? failed('sqlalchemy.exc.OperationalError: the database does not take connections')
    : answer;
}

/** The newest first, as Alembic prints it. */
function historyLines(): string[] {
  return migrations
    .map(({ revision, title }, index) => {
      const before = migrations[index - 1]?.revision ?? '<base>';
      return `${before} -> ${revision}${revision === head ? ' (head)' : ''}, ${title}`;
    })
    .reverse();
}
