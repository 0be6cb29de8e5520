// Verification, drills, governance artifacts and policies: the scripts that look, and those that write a report.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Answer, failed } from '../../kit/answer.ts';
import type { Command } from '../../kit/command.ts';
import { casOf } from './answers.ts';
import type { Commanded } from './commanded.ts';
import { faultsOf } from './ledger.ts';
import type { Facts } from './measure.ts';
import { json } from './scripts-memory.ts';
import { parsePolicy, parseSettings } from './settings.ts';
import { differing, readAging, readLedger, readRecords, record } from './store.ts';

/** Who may write into the ledger: the agents' own key and the operators'. */
const issued = new Set(['agents', 'operator']);

export const governanceScripts: Readonly<Record<string, Command<Commanded>>> = {
  'Tools/daena_cas_diagnostics.py': { usage: 'python Tools/daena_cas_diagnostics.py', run: diagnose },
  'Tools/daena_ledger_verify.py': { usage: 'python Tools/daena_ledger_verify.py', run: verify },
  'Tools/daena_policy_inspector.py': { usage: 'python Tools/daena_policy_inspector.py', run: inspect },
  'Tools/daena_drill.py': { usage: 'python Tools/daena_drill.py', run: drill },
  'Tools/generate_governance_artifacts.py': { usage: 'python Tools/generate_governance_artifacts.py', run: artifacts },
  'Tools/ledger_chain_export.py': {
    usage: 'python Tools/ledger_chain_export.py --out ledger_chain_YYYYMM.json',
    needs: ['out'],
    run: (state, flags) => exportChain(state, flags['out'] ?? ''),
  },
};

/** What the diagnostics need; the tools do not see the process's agents. */
function factsOf({ files, deployment }: Commanded): Facts {
  return {
    settings: parseSettings(readFileSync(files.settings, 'utf8')),
    replicas: deployment.replicas(),
    writes: deployment.variables()['DAENA_NBMF_ENABLED'] === 'true',
    agents: 48,
    records: Object.keys(readRecords(files)).length,
    differing: differing(files).length,
    unreadable: 0,
    aging: readAging(files),
    strangeAccess: 0,
  };
}

function diagnose(state: Commanded): Answer {
  const facts = factsOf(state);
  const { simhash_threshold: threshold, prompt_normalization: normalization } = facts.settings;
  const metrics = casOf(facts);
  return json({ cas_store: { total_entries: facts.records }, metrics, settings: { threshold, normalization } });
}

interface Verified {
  readonly entries: number;
  readonly errors: readonly string[];
  readonly differing: readonly string[];
  readonly strangers: readonly string[];
}

function verified({ files }: Commanded): Verified {
  const entries = readLedger(files);
  const strangers = entries.map(({ actor }) => actor).filter((actor) => !issued.has(actor));
  return {
    entries: entries.length,
    errors: faultsOf(entries),
    differing: differing(files),
    strangers: [...new Set(strangers)],
  };
}

function verify(state: Commanded): Answer {
  const { entries, errors, differing: damaged, strangers } = verified(state);
  const said = json({
    ledger: '.ledger/ledger.jsonl',
    entries,
    errors,
    store: { differ: damaged.length, first: damaged.slice(0, 5) },
    unknown_actors: strangers,
  });
  return { ...said, exit: errors.length + damaged.length > 0 ? 1 : 0 };
}

function inspect({ files }: Commanded): Answer {
  const {
    retention_days: retention,
    default_access: access,
    ...roles
  } = parsePolicy(readFileSync(files.policy, 'utf8'));
  const { aging_days: aging } = parseSettings(readFileSync(files.settings, 'utf8'));
  const findings = [
    ...(access === 'deny' ? [] : ['default_access is not deny']),
    ...(roles.agent === 'read-write-own-tenant' ? [] : ['agents may read other tenants']),
  ];
  return json({ default_access: access, retention_days: retention, aging_days: aging, roles, findings });
}

function drill(state: Commanded): Answer {
  const at = state.now();
  const { entries, errors, differing: damaged } = verified(state);
  const report = {
    timestamp: at.toISOString(),
    backfill: { pending: 0 },
    snapshot: { records: Object.keys(readRecords(state.files)).length },
    ledger: { entries, errors: errors.length },
    restorable: errors.length === 0,
    differing: damaged.length,
  };
  const folder = join(state.files.home, 'drills');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `drill_${dayOf(at)}.json`), `${JSON.stringify(report)}\n`);
  record(state.files, { at, action: 'drill', actor: 'operator', ref: 'nbmf_drill' });
  return json(report);
}

function artifacts(state: Commanded): Answer {
  const at = state.now();
  const file = `governance_${dayOf(at)}.json`;
  const { entries, errors, differing: damaged, strangers } = verified(state);
  const report = { at: at.toISOString(), entries, errors, differing: damaged, unknown_actors: strangers };
  writeFileSync(join(state.files.governance, file), `${JSON.stringify(report, null, 2)}\n`);
  return json({ artifact: `governance/${file}`, kept: readdirSync(state.files.governance).length, entries });
}

function exportChain({ files }: Commanded, out: string): Answer {
  if (!/^ledger_chain_\d{6}\.json$/.test(out)) return failed('Name the export like ledger_chain_202611.json.');
  const entries = readLedger(files);
  writeFileSync(join(files.home, basename(out)), `${JSON.stringify({ entries, head: entries.at(-1)?.txid ?? '' })}\n`);
  return json({ exported: out, entries: entries.length, head: entries.at(-1)?.txid ?? '' });
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10).replaceAll('-', '');
}
