// `./scripts/deploy.sh <stage>`: brings what `origin` has on that branch into the stage, or into production.

import { type Answer, failed, printed } from '../../../kit/answer.ts';
import type { CommandTable } from '../../../kit/command.ts';
import { type StageName, stageNames } from '../neighbours/stages.ts';
import type { World } from '../world.ts';

const stages = [...stageNames, 'production'] as const;

export const deployScript: CommandTable<World> = {
  name: 'deploy.sh',
  options: {},
  numbers: [],
  commands: Object.fromEntries(
    stages.map((stage) => [
      stage,
      { usage: `./scripts/deploy.sh ${stage}`, run: (world: World) => deploy(world, stage) },
    ]),
  ),
};

async function deploy(world: World, stage: StageName | 'production'): Promise<Answer> {
  const published = await world.repository.published(stage);
  if (!published.isCheckedOut)
    return failed(`What is checked out for ${stage} is not what origin has. Push it first: git push origin ${stage}`);
  const { version, revision } = published;
  if (stage === 'production') {
    world.deployment.rollOut(`Release ${version}`);
    await world.deployment.settled();
    if (world.deployment.phase() !== 'running') return failed(`${version} does not start: see its log`);
  } else world.stages = { ...world.stages, [stage]: published };
  return printed(`${stage}: ${version} at ${revision.slice(0, 7)} is deployed`);
}
