// A shop whose runbook is prepared for the hour in which Slack is down: an owner and an approver stand there by user id.

export function nightShop({ owner, approver }: { readonly owner: string; readonly approver: string }): string {
  return `---
system: shop
owners: ["@ace-oncall", ${owner}]
approvers: ["@ace-approvers", ${approver}]
targets:
  here: { shell: local, cwd: "\${SHOP_HOME}" }
  api: { http: "\${SHOP_API}" }
---
# Shop

## Wipe
\`\`\`yaml procedure
id: wipe
\`\`\`

1. Wipe it.
   \`\`\`sh target=here risk=destroy
   echo wiped >> effects
   \`\`\`
2. - [ ] Tell the shop.
3. What now?
   \`\`\`choose save=course
   close: Close it
   stay: Stay open
   \`\`\`
4. Close it.
   \`\`\`sh target=here risk=change when='course == "close"'
   echo closed >> effects
   \`\`\`


## Fill
\`\`\`yaml procedure
id: fill
\`\`\`
\`\`\`sh target=here risk=change undo=empty
test -e ready
echo filled >> effects
\`\`\`

## Scrub
\`\`\`yaml procedure
id: scrub
\`\`\`
\`\`\`sh target=here risk=destroy
test -e soap
echo scrubbed >> effects
\`\`\`

## Empty
\`\`\`yaml procedure
id: empty
\`\`\`
\`\`\`sh target=here risk=change
echo emptied >> effects
\`\`\`

## Order
\`\`\`yaml procedure
id: order
\`\`\`
\`\`\`http target=api risk=change
POST /order
\`\`\`
`;
}
