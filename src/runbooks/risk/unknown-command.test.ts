// Programs that no tool file describes: only their own words count, and few conventions are believed.

import { testRisks } from '../../../test/support/risk-table.ts';

testRisks({
  'two words written as one': [
    ['destroy', './ordersrestore --from 2026-11-01'],
    ['destroy', 'shopctl bulkdelete carts'],
    ['destroy', 'shopctl purgecache'],
    ['destroy', 'shopctl dropall'],
    ['change', 'shopctl undelete cart-7'],
    ['change', 'shopctl deleted-items'],
  ],
  'a verb as the value of an option': [
    ['destroy', './queue-tool --admin-cmd=purge-dead --yes'],
    ['destroy', './queue-tool --action=wipe'],
    ['destroy', './queue-tool --action wipe'],
    ['change', './queue-tool --admin-cmd=stats'],
    ['change', './queue-tool --on-delete=keep'],
  ],
  'words for an end': [
    ['destroy', 'ringctl assassinate 10.0.0.7'],
    ['destroy', 'imagectl garbage-collect'],
    ['destroy', 'tokenctl expire --all'],
    ['destroy', 'fleetctl retire web-7'],
  ],
  "PowerShell's verbs": [
    ['read', 'Get-Service -Name Spooler'],
    ['read', 'Get-Process | Sort-Object CPU -Descending | Select-Object -First 5'],
    ['read', 'Test-NetConnection -ComputerName db7 -Port 1433'],
    ['change', 'Restart-Service -Name Spooler'],
    ['change', 'Set-Service -Name Spooler -StartupType Disabled'],
    ['change', 'Get-Service | ForEach-Object { $_.Start() }'],
    ['change', 'Get-anything'],
    ['destroy', 'Get-ChildItem logs | Remove-Item'],
    ['destroy', 'Stop-Service -Name Spooler'],
    ['destroy', 'Get-ChildItem logs | ForEach-Object { Remove-Item $_ }'],
  ],
  'a program of an installed package': [
    ['read', '/opt/shop/embedded/bin/redis-cli info memory'],
    ['read', '/usr/lib/postgresql/16/bin/pg_controldata /srv/pg'],
    ['destroy', '/usr/lib/postgresql/16/bin/pg_ctl stop -D /srv/pg'],
    ['change', '/opt/shop/bin/test --all'],
    ['change', '/opt/../tmp/bin/redis-cli info'],
    ['change', '/home/ana/bin/redis-cli info'],
  ],
});
