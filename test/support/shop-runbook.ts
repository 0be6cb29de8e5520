// The shop: a small runbook with one of each kind of step, and one that is broken, for tests that type commands.

export const shopRunbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
  web: { http: "\${SHOP_URL}", headers: { Authorization: "Bearer \${SHOP_PASS}" } }
  db: { postgres: "\${SHOP_DATABASE_URL}" }
  gone: { http: "\${SHOP_NOWHERE}" }
---
# Shop

## Greet somebody
\`\`\`yaml procedure
id: greet
params:
  who: { type: string, describe: "whom to greet" }
\`\`\`

\`\`\`sh target=ops risk=read because="prints only"
printf 'hello %s' "$who"
\`\`\`

## Send a word everywhere
\`\`\`yaml procedure
id: everywhere
params:
  word: { type: string }
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file of its own"
printf %s "$word" > said
\`\`\`
\`\`\`http target=web
GET /say/{{word}}?again={{word}}
\`\`\`

## Roll back
\`\`\`yaml procedure
id: rollback
params:
  revision: { type: string, pattern: "[0-9a-f]{7,40}", describe: "last good commit" }
  count: { type: integer, default: 1 }
\`\`\`

\`\`\`sh target=ops risk=change because="writes a file of its own"
echo "$revision $count" > rolled
\`\`\`

## Ask nowhere
\`\`\`yaml procedure
id: nowhere
\`\`\`

\`\`\`http target=gone
GET /
\`\`\`

## Show the pass
\`\`\`yaml procedure
id: leak
\`\`\`

\`\`\`http target=web
GET /leak
\`\`\`
`;

export const brokenRunbook = `---
system: broken
targets:
  ops: { shell: local }
---
# Broken

## One bad step
\`\`\`yaml procedure
id: bad
\`\`\`

\`\`\`sh target=elsewhere
true
\`\`\`
`;
