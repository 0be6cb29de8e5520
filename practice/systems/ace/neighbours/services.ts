// The parts of ACE beside the application: the embedding service, the reflector, the database's pod. State only, without a process.

export const serviceNames = ['ace-embeddings', 'ace-reflector', 'ace-db'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface Service {
  startedAt: Date;
  restarts: number;
  residentMebibytes: number;
  /** Of the embedding service: workers that hang. */
  stuckWorkers: number;
  readonly log: string[];
}

export type Services = Readonly<Record<ServiceName, Service>>;

/** Memory right after a start, in MiB. */
const freshMebibytes: Readonly<Record<ServiceName, number>> = {
  'ace-embeddings': 912,
  'ace-reflector': 184,
  'ace-db': 240,
};

export function makeServices(now: Date): Services {
  const service = (name: ServiceName, ...log: string[]): Service => ({
    startedAt: now,
    restarts: 0,
    residentMebibytes: freshMebibytes[name],
    stuckWorkers: 0,
    log: log.map((line) => `${now.toISOString()} INFO ${name} ${line}`),
  });
  return {
    'ace-embeddings': service('ace-embeddings', 'model loaded, 384 dimensions'),
    'ace-reflector': service('ace-reflector', 'started', 'reflection_complete task=t-118 bullets=4'),
    'ace-db': service('ace-db', 'database system is ready to accept connections'),
  };
}

export function restartService(services: Services, name: ServiceName, now: Date): void {
  const service = services[name];
  service.startedAt = now;
  service.restarts += 1;
  service.residentMebibytes = freshMebibytes[name];
  service.stuckWorkers = 0;
  service.log.push(`${now.toISOString()} INFO ${name} started`);
}
