// PostgreSQL's own functions, by what calling them does. A function in no list may do anything.
// Source: https://www.postgresql.org/docs/18/functions.html

function names(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Compute or look, and change nothing. */
export const harmlessFunctions = names(`
  count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every
  bit_and bit_or stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope mode
  percentile_cont percentile_disc any_value range_agg xmlagg
  rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value row_number
  abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log10 power mod div gcd lcm pi random degrees radians
  width_bucket greatest least sin cos tan asin acos atan atan2
  length char_length character_length octet_length bit_length lower upper initcap trim btrim ltrim rtrim lpad rpad left
  right substr substring position strpos replace translate reverse repeat split_part concat concat_ws format
  quote_ident quote_literal quote_nullable regexp_replace regexp_match regexp_matches regexp_count regexp_like
  regexp_substr regexp_split_to_array regexp_split_to_table starts_with string_to_array string_to_table overlay ascii
  chr md5 sha224 sha256 sha384 sha512 encode decode to_hex convert_from convert_to unistr like_escape normalize
  to_char to_date to_number to_timestamp now clock_timestamp statement_timestamp transaction_timestamp timeofday age
  date_part date_trunc date_bin extract make_date make_time make_timestamp make_timestamptz make_interval
  justify_days justify_hours justify_interval isfinite timezone date_add date_subtract overlaps
  array_length array_upper array_lower array_ndims array_dims array_position array_positions array_append array_cat
  array_prepend array_remove array_replace array_to_string cardinality unnest generate_series generate_subscripts
  json_build_object jsonb_build_object json_build_array jsonb_build_array to_json to_jsonb row_to_json array_to_json
  json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_array_length
  jsonb_array_length json_each jsonb_each json_each_text jsonb_each_text json_object_keys jsonb_object_keys
  json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_typeof jsonb_typeof
  jsonb_set jsonb_insert jsonb_pretty jsonb_strip_nulls json_strip_nulls jsonb_path_query jsonb_path_query_array
  jsonb_path_query_first jsonb_path_exists json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset
  gen_random_uuid uuidv4 uuidv7 uuid_extract_timestamp
  lower_inc upper_inc isempty host hostmask masklen netmask network family broadcast abbrev inet_client_addr
  inet_server_addr inet_client_port inet_server_port to_tsvector to_tsquery plainto_tsquery websearch_to_tsquery
  phraseto_tsquery ts_rank ts_rank_cd ts_headline
  version current_database current_schema current_schemas current_setting current_query session_user pg_typeof
  pg_backend_pid pg_postmaster_start_time pg_conf_load_time pg_is_in_recovery pg_is_wal_replay_paused
  pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn
  pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_wal_lsn_diff pg_walfile_name pg_blocking_pids
  pg_safe_snapshot_blocking_pids pg_size_pretty pg_size_bytes pg_database_size pg_table_size pg_total_relation_size
  pg_relation_size pg_indexes_size pg_tablespace_size pg_column_size pg_relation_filenode pg_relation_filepath
  pg_get_indexdef pg_get_constraintdef pg_get_viewdef pg_get_functiondef pg_get_triggerdef pg_get_expr
  pg_get_userbyid pg_get_serial_sequence pg_get_keywords pg_describe_object pg_table_is_visible pg_encoding_to_char
  obj_description col_description shobj_description format_type to_regclass to_regtype to_regnamespace to_regrole
  has_table_privilege has_schema_privilege has_database_privilege has_column_privilege has_function_privilege
  pg_has_role pg_lock_status pg_stat_get_activity pg_stat_file pg_ls_waldir pg_ls_logdir pg_last_committed_xact
  txid_current_if_assigned txid_current_snapshot pg_current_snapshot pg_current_xact_id_if_assigned pg_xact_status
  pg_show_all_settings pg_stat_statements pg_control_system pg_control_checkpoint pg_timezone_names
  pg_sequence_last_value pg_index_column_has_property pg_options_to_table pg_partition_tree pg_partition_root
  pg_trigger_depth pg_sleep bool_or coalesce ifnull nullif nvl nvl2 isnull if iif decode date_format time_format
  unix_timestamp from_unixtime curdate curtime sysdate getdate utc_timestamp datediff timediff timestampdiff dateadd
  date_sub day dayofweek dayofmonth dayofyear hour minute second month year week weekday quarter last_day str_to_date
  group_concat concat_group json_extract json_unquote json_value json_length json_keys json_contains format_bytes
  sys_context user_name db_name object_name object_id charindex patindex len stuff datalength convert try_convert cast
  try_cast string_split instr substr locate find_in_set elt field hex unhex crc32 inet_ntoa inet_aton conv bin oct
  connection_id database schema found_rows row_count last_insert_id isnumeric
  multiif countif sumif avgif minif maxif uniq uniqexact uniqcombined uniqif quantile quantiles quantileexact quantiletiming
  quantileif quantiletdigest median topk anylast anyheavy argmin argmax grouparray groupuniqarray arrayjoin arraymap
  arrayfilter arraysum arraycount arraysort has hasany hasall todate todatetime todatetime64 tostartofminute
  tostartoffiveminute tostartoffiveminutes tostartoffifteenminutes tostartofhour tostartofday tostartofweek tostartofmonth
  tostartofinterval tostartofyear toyyyymm toyyyymmdd tounixtimestamp todayofweek tohour tominute tosecond tostring toint8
  toint16 toint32 toint64 touint8 touint16 touint32 touint64 tofloat32 tofloat64 today yesterday now64 formatdatetime
  formatreadablesize formatreadablequantity formatreadabletimedelta empty notempty splitbychar extractall match
  positioncaseinsensitive lowerutf8 upperutf8 jsonextractstring jsonextractint jsonextractfloat jsonextractraw jsonhas
  visitparamextractstring domain cutquerystring tupleelement tuple dictget dictgetordefault runningdifference
  time_bucket time_bucket_gapfill approx_percentile approx_distinct approx_count_distinct date_diff to_unixtime
  timestamp_diff timestamp_sub timestamp_trunc safe_divide countd first last locf interpolate hypertable_size
  chunks_detailed_size hypertable_detailed_size
  pg_get_replication_slots pg_get_publication_tables pg_ls_dir pg_ls_archive_statusdir pg_read_file_size pg_my_temp_schema
  pg_get_partkeydef pg_get_statisticsobjdef pg_get_ruledef pg_notification_queue_usage pg_last_xlog_receive_location
  pg_last_xlog_replay_location pg_xlog_location_diff pg_current_xlog_location pgstattuple pgstatindex pg_freespace
  pg_buffercache_summary pg_stat_get_backend_idset pg_stat_get_wal_receiver pg_stat_get_progress_info
`);

/** What calling these does, told after the name. */
export const actingFunctions: ReadonlyMap<string, string> = new Map([
  ['pg_terminate_backend', 'ends a connection and its transaction'],
  ['pg_cancel_backend', 'cancels a running query'],
  ['pg_reload_conf', 'makes the server read its settings again'],
  ['pg_rotate_logfile', 'starts a new log file'],
  ['pg_switch_wal', 'closes the current WAL file'],
  ['pg_create_restore_point', 'writes to the WAL'],
  ['pg_promote', 'makes a standby the primary'],
  ['pg_wal_replay_pause', 'pauses replication on a standby'],
  ['pg_wal_replay_resume', 'resumes replication on a standby'],
  ['pg_notify', 'wakes every listener of a channel'],
  ['nextval', 'uses up a number of a sequence'],
  ['setval', 'sets a sequence, so that numbers may be given out twice'],
  ['set_config', 'changes a setting of the session'],
  ['pg_advisory_lock', 'takes a lock that others wait for'],
  ['pg_try_advisory_lock', 'takes a lock that others wait for'],
  ['pg_advisory_xact_lock', 'takes a lock that others wait for'],
  ['pg_advisory_unlock', 'releases a lock'],
  ['pg_export_snapshot', 'holds back the cleaning up of old rows'],
  ['pg_create_physical_replication_slot', 'makes the server keep WAL for a reader'],
  ['pg_create_logical_replication_slot', 'makes the server keep WAL for a reader'],
  ['pg_replication_slot_advance', 'moves the place of a reader of the WAL'],
  ['pg_logical_slot_get_changes', 'consumes changes, so that nobody else gets them'],
  ['pg_backup_start', 'begins a backup'],
  ['pg_backup_stop', 'ends a backup'],
  ['pg_log_standby_snapshot', 'writes to the WAL'],
  ['lo_create', 'makes a large object'],
  ['lo_put', 'writes into a large object'],
  ['dblink_connect', 'connects to another server'],
  ['pg_prewarm', 'loads a table into memory'],
  ['pg_advisory_unlock_all', 'releases locks'],
  ['lo_import', 'stores a file as a large object'],
  ['lo_export', 'writes a file on the database server'],
  ['dblink', 'runs SQL on another server'],
]);

/** Losing data, history or availability, told after the name. */
export const destroyingFunctions: ReadonlyMap<string, string> = new Map([
  ['pg_drop_replication_slot', 'drops a replication slot, so that its reader loses its place'],
  ['lo_unlink', 'deletes a large object'],
  ['lo_truncate', 'cuts off a large object'],
  ['pg_file_unlink', 'deletes a file on the database server'],
  ['pg_file_write', 'writes a file on the database server'],
  ['pg_stat_reset_shared', 'throws away the statistics of the server'],
  ['pg_stat_reset_single_table_counters', 'throws away the statistics of a table'],
  ['pg_replication_origin_drop', 'drops the place of a replication'],
  ['drop_chunks', 'deletes chunks of a table with their rows'],
  ['drop_hypertable', 'deletes a table'],
  ['dblink_exec', 'runs a command on another server'],
  ['pg_stat_reset', 'throws away the statistics of the database'],
  ['pg_stat_statements_reset', 'throws away the statistics of all queries'],
]);
