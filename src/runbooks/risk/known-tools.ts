// The registry of tools: every file in tools/, by the name of the program. Two files that claim one name refuse to load.

import * as access from './tools/access.ts';
import { alembic } from './tools/alembic.ts';
import * as ansible from './tools/ansible.ts';
import * as archives from './tools/archives.ts';
import * as argocd from './tools/argocd.ts';
import { aws } from './tools/aws.ts';
import * as azure from './tools/az.ts';
import * as backups from './tools/backups.ts';
import * as buildTools from './tools/build-tools.ts';
import * as caches from './tools/caches.ts';
import * as cassandra from './tools/cassandra.ts';
import * as ceph from './tools/ceph.ts';
import * as checkers from './tools/checkers.ts';
import * as clickhouse from './tools/clickhouse.ts';
import * as clusterLifecycle from './tools/cluster-lifecycle.ts';
import * as clusterNodes from './tools/cluster-nodes.ts';
import * as clusterTools from './tools/cluster-tools.ts';
import * as configurationManagers from './tools/configuration-managers.ts';
import * as dataJobs from './tools/data-jobs.ts';
import * as diagnosis from './tools/diagnosis.ts';
import * as disks from './tools/disks.ts';
import * as docker from './tools/docker.ts';
import * as dotnet from './tools/dotnet.ts';
import * as etcdctl from './tools/etcdctl.ts';
import * as fileTools from './tools/file-tools.ts';
import { find } from './tools/find.ts';
import * as firewallFiles from './tools/firewall-files.ts';
import * as forges from './tools/forges.ts';
import * as frameworks from './tools/frameworks.ts';
import { gcloud } from './tools/gcloud.ts';
import { git } from './tools/git.ts';
import * as gitlab from './tools/gitlab.ts';
import * as googleStorage from './tools/google-storage.ts';
import * as hadoop from './tools/hadoop.ts';
import { helm } from './tools/helm.ts';
import * as helmfile from './tools/helmfile.ts';
import * as hostAdmin from './tools/host-admin.ts';
import * as hostNetwork from './tools/host-network.ts';
import * as hostStorage from './tools/host-storage.ts';
import * as host from './tools/host.ts';
import * as hosting from './tools/hosting.ts';
import * as httpClients from './tools/http-clients.ts';
import * as images from './tools/images.ts';
import * as influx from './tools/influx.ts';
import * as interpreters from './tools/interpreters.ts';
import * as kafka from './tools/kafka.ts';
import { kubectl } from './tools/kubectl.ts';
import * as migrations from './tools/migrations.ts';
import * as mongo from './tools/mongo.ts';
import * as monitoring from './tools/monitoring.ts';
import * as mysql from './tools/mysql.ts';
import * as nomad from './tools/nomad.ts';
import { npm } from './tools/npm.ts';
import * as objectStorage from './tools/object-storage.ts';
import * as oc from './tools/oc.ts';
import { openssl } from './tools/openssl.ts';
import * as pacemaker from './tools/pacemaker.ts';
import * as packages from './tools/packages.ts';
import * as platforms from './tools/platforms.ts';
import * as podman from './tools/podman.ts';
import * as postgresClusters from './tools/postgres-clusters.ts';
import * as postgres from './tools/postgres.ts';
import * as processManagers from './tools/process-managers.ts';
import * as processes from './tools/processes.ts';
import * as pulumi from './tools/pulumi.ts';
import * as rabbitmq from './tools/rabbitmq.ts';
import { redisCli } from './tools/redis-cli.ts';
import * as remote from './tools/remote.ts';
import * as searchEngines from './tools/search-engines.ts';
import * as secrets from './tools/secrets.ts';
import * as servers from './tools/servers.ts';
import * as serviceMesh from './tools/service-mesh.ts';
import * as services from './tools/services.ts';
import * as sessions from './tools/sessions.ts';
import * as shellBuiltins from './tools/shell-builtins.ts';
import { shells } from './tools/shells.ts';
import * as sqlClients from './tools/sql-clients.ts';
import * as sqlite from './tools/sqlite.ts';
import * as streamEditors from './tools/stream-editors.ts';
import * as terraform from './tools/terraform.ts';
import * as textTools from './tools/text-tools.ts';
import * as vault from './tools/vault.ts';
import * as velero from './tools/velero.ts';
import * as virtualMachines from './tools/virtual-machines.ts';
import * as wrappers from './tools/wrappers.ts';
import * as zfs from './tools/zfs.ts';
import type { Tool } from './tool.ts';

const tools: readonly Tool[] = [
  ...Object.values(access),
  alembic,
  ...Object.values(ansible),
  ...Object.values(archives),
  ...Object.values(argocd),
  aws,
  ...Object.values(azure),
  ...Object.values(backups),
  ...Object.values(buildTools),
  ...Object.values(caches),
  ...Object.values(cassandra),
  ...Object.values(ceph),
  ...Object.values(checkers),
  ...Object.values(clickhouse),
  ...Object.values(clusterLifecycle),
  ...Object.values(clusterNodes),
  ...Object.values(clusterTools),
  ...Object.values(configurationManagers),
  ...Object.values(dataJobs),
  ...Object.values(diagnosis),
  ...Object.values(disks),
  ...Object.values(docker),
  ...Object.values(dotnet),
  ...Object.values(etcdctl),
  ...Object.values(fileTools),
  find,
  ...Object.values(firewallFiles),
  ...Object.values(forges),
  ...Object.values(frameworks),
  gcloud,
  git,
  ...Object.values(gitlab),
  ...Object.values(googleStorage),
  ...Object.values(hadoop),
  helm,
  ...Object.values(helmfile),
  ...Object.values(host),
  ...Object.values(hostAdmin),
  ...Object.values(hosting),
  ...Object.values(hostNetwork),
  ...Object.values(hostStorage),
  ...Object.values(httpClients),
  ...Object.values(images),
  ...Object.values(influx),
  ...Object.values(interpreters),
  ...Object.values(kafka),
  kubectl,
  ...Object.values(migrations),
  ...Object.values(mongo),
  ...Object.values(monitoring),
  ...Object.values(mysql),
  ...Object.values(nomad),
  npm,
  ...Object.values(objectStorage),
  ...Object.values(oc),
  openssl,
  ...Object.values(pacemaker),
  ...Object.values(packages),
  ...Object.values(platforms),
  ...Object.values(podman),
  ...Object.values(postgres),
  ...Object.values(postgresClusters),
  ...Object.values(processes),
  ...Object.values(processManagers),
  ...Object.values(pulumi),
  ...Object.values(rabbitmq),
  redisCli,
  ...Object.values(remote),
  ...Object.values(searchEngines),
  ...Object.values(secrets),
  ...Object.values(servers),
  ...Object.values(serviceMesh),
  ...Object.values(services),
  ...Object.values(sessions),
  ...Object.values(shellBuiltins),
  shells,
  ...Object.values(sqlClients),
  ...Object.values(sqlite),
  ...Object.values(streamEditors),
  ...Object.values(terraform),
  ...Object.values(textTools),
  ...Object.values(vault),
  ...Object.values(velero),
  ...Object.values(virtualMachines),
  ...Object.values(wrappers),
  ...Object.values(zfs),
];

const byName = indexed();

/** The tool of a program's name, or `undefined` for one that is not known. */
export function toolNamed(name: string): Tool | undefined {
  return byName.get(name);
}

/** The tool that a file is by its name alone, wherever it lies: `./manage.py`. */
export function fileTool(path: string): Tool | undefined {
  const tool = byName.get(path.split('/').at(-1) ?? path);
  return tool?.anyFolder === true ? tool : undefined;
}

function indexed(): ReadonlyMap<string, Tool> {
  const index = new Map<string, Tool>();
  for (const tool of tools) {
    for (const name of tool.names) {
      if (index.has(name)) throw new Error(`Two tool files describe ${name}`);
      index.set(name, tool);
    }
  }
  return index;
}
