// RabbitMQ: https://www.rabbitmq.com/docs/man/rabbitmqctl.8.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const where: Flags = {
  plain: '-q --quiet -s --silent -l --longnames --no-table-headers -N --bash',
  valued:
    '-n --node -p --vhost -t --timeout --formatter --erlang-cookie -H --host -P --port -u --username --password -V -c --config -f --format -S',
  secret: '--password --erlang-cookie',
};

const verbs: Readonly<Record<string, CommandRule>> = {
  [`status cluster_status list_* node_health_check environment ping report version help await_startup await_online_nodes wait
    authenticate_user check_* alarms listeners memory_breakdown observer runtime_thread_stats server_version erlang_version os_env
    certificates cipher_suites consume_event_stream quorum_status is_booting is_running resolve_hostname resolver_info
    discover_peers maybe_stuck log_location log_tail_stream log_tail metadata_store_status remote_shell_info schema_info`]:
    look,
  'log_tail_stream|consume_event_stream|observer': { ...look, marks: [{ kind: 'endless' }] },
  'stop_app|stop': { effect: { risk: 'destroy', say: 'stops this broker', turns: 'off' }, flags: any },
  start_app: { effect: { risk: 'change', say: 'starts this broker', turns: 'on' }, flags: any },
  shutdown: removal('stops this broker'),
  'delete_*|purge_queue': removal('deletes it with the messages in it'),
  'reset|force_reset': removal('deletes everything this broker keeps'),
  'forget_cluster_node|shrink|delete_member': removal('takes a broker out of the cluster'),
  'close_all_connections|close_all_user_connections|force_boot|force_gc_all': removal(
    'cuts off everybody, or may lose messages',
  ),
  [`set_* add_* clear_* change_* join_cluster update_cluster_nodes rename_cluster_node rotate_logs sync_queue cancel_sync_queue
    close_connection restart_vhost enable_feature_flag enable disable trace_on trace_off suspend_listeners resume_listeners force_gc
    eval_file import_definitions hash_password rebalance grow add_member reclaim_quorum_memory transfer_leadership
    enable_free_disk_space_monitoring disable_free_disk_space_monitoring set_log_level reset_stats_db activate_* encode decode
    start restart_federation_link restart_shovel deactivate_free_disk_space_monitoring drain revive upgrade post_upgrade`]:
    change('changes the broker'),
  'eval|exec': changes('runs code in the broker', {
    cases: [
      {
        some: /delete|purge|reset|stop|kill|drop|remove|forget/i,
        unsure: true,
        risk: 'destroy',
        say: 'runs code that says that it removes something',
      },
    ],
    flags: any,
  }),
  export_definitions: changes('writes the definitions to a file', {
    cases: [{ operand: 0, is: /^-$/, risk: 'read', say: 'only prints' }],
    flags: any,
  }),
};

export const rabbitmqctl: Tool = {
  names: ['rabbitmqctl', 'rabbitmq-diagnostics', 'rabbitmq-queues', 'rabbitmq-upgrade', 'rabbitmq-streams'],
  flags: where,
  verbs,
};

export const rabbitmqPlugins: Tool = {
  names: ['rabbitmq-plugins'],
  flags: where,
  verbs: {
    'list|is_enabled|directories|help|version': look,
    'enable|set': change('changes what the broker can do'),
    disable: change('changes what the broker can do'),
  },
};

export const rabbitmqadmin: Tool = {
  names: ['rabbitmqadmin'],
  flags: where,
  verbs: {
    'list|show|help|version': look,
    export: changes('writes the definitions to a file', { flags: any }),
    get: changes('takes messages and gives them back', {
      cases: [
        { some: /^ackmode=(ack|reject)_requeue_false$/, risk: 'destroy', say: 'takes messages out of the queue' },
        { some: /^requeue=false$/, risk: 'destroy', say: 'takes messages out of the queue' },
      ],
      flags: any,
    }),
    'declare|publish|import|close': change('changes the broker'),
    'delete|purge': removal('deletes it with the messages in it'),
  },
};
