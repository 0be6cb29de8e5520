// The deployment as `kubectl get -o json` gives it. Pure; as in Kubernetes, counts of zero are left out of `status`.

import type { Deployment } from '../deployment.ts';

export function manifestOf(deployment: Pick<Deployment, 'phase' | 'release' | 'rollouts'>): object {
  const ready = deployment.phase() === 'running';
  const labels = { app: 'ace-app' };
  const version = deployment.release()?.version;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'ace-app',
      namespace: 'default',
      labels,
      annotations: { 'deployment.kubernetes.io/revision': String(deployment.rollouts().at(-1)?.revision ?? 0) },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'ace-app', image: version === undefined ? 'ace-app' : `ace-app:${version}` }] },
      },
    },
    status: {
      replicas: 1,
      updatedReplicas: 1,
      ...(ready ? { readyReplicas: 1, availableReplicas: 1 } : { unavailableReplicas: 1 }),
      conditions: [{ type: 'Available', status: ready ? 'True' : 'False' }],
    },
  };
}
