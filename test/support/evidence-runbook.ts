// A shop whose procedures look before they act: reads marked as evidence, counted SQL, and targets that are away or slow.

export const evidenceRunbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  web: { http: "\${SHOP_URL}", headers: { Authorization: "Bearer \${SHOP_PASS}" } }
  gone: { http: "\${SHOP_GONE}" }
  db: { postgres: "\${SHOP_DATABASE_URL}" }
  away: { postgres: "\${SHOP_AWAY_URL}" }
  ops: { shell: local, cwd: "\${SHOP_HOME}", env: [SHOP_COLOUR] }
---
# Shop

## Clear old orders
\`\`\`yaml procedure
id: clear
approve: 1
params: { state: { choices: [old, new] } }
\`\`\`

1. What is running.
   \`\`\`http target=web evidence save=version:json.version
   GET /version
   \`\`\`
2. How many there are.
   \`\`\`sql target=db evidence
   select state, count(*)::int as orders from orders group by state order by state
   \`\`\`
3. Clear them.
   \`\`\`sql target=db tolerance=1.5 max_rows=50
   delete from orders where state = :state
   \`\`\`

## Look around
\`\`\`yaml procedure
id: look
approve: 1
params: { all: { type: boolean, default: false } }
\`\`\`

\`\`\`http target=web evidence secret
GET /secret
\`\`\`
\`\`\`http target=web evidence
GET /leak
\`\`\`
\`\`\`http target=gone evidence
GET /
\`\`\`
\`\`\`sh target=ops evidence
echo here; seq 1 20
\`\`\`
\`\`\`sh target=ops risk=change because="a test"
touch touched
\`\`\`
\`\`\`http target=web
POST /orders/close
\`\`\`
\`\`\`sql target=db
truncate orders
\`\`\`
\`\`\`sql target=db when='parameters.all'
delete from orders
\`\`\`
\`\`\`sql target=db secret
delete from orders where state = 'secret'
\`\`\`

## Clear somewhere else
\`\`\`yaml procedure
id: elsewhere
\`\`\`

\`\`\`sql target=away tolerance=2
update orders set state = 'done' where state = 'old'
\`\`\`

## Clear a little
\`\`\`yaml procedure
id: little
\`\`\`

\`\`\`http target=web evidence
GET /held
\`\`\`
\`\`\`sql target=db tolerance=1
update orders set state = 'done' where state = 'old'
\`\`\`
`;
