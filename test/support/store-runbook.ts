// A store whose changes take each other's locks, can be undone in pairs, and fail for as long as a file is missing.

export const storeRunbook = `---
system: store
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
  web: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Store

## Change the stock
\`\`\`yaml procedure
id: stock
\`\`\`

1. Begin.
   \`\`\`sh target=ops repeat=safe
   echo stock >> effects
   \`\`\`
2. - [ ] Count the shelves.

## Change the shelves
\`\`\`yaml procedure
id: shelves
\`\`\`

\`\`\`sh target=ops repeat=safe
echo shelves >> effects
\`\`\`

## Change the window
\`\`\`yaml procedure
id: window
\`\`\`

\`\`\`sh target=web repeat=safe
echo window >> effects
\`\`\`

## Change the till
\`\`\`yaml procedure
id: till
when_locked: queue
\`\`\`

\`\`\`sh target=ops repeat=safe
echo till >> effects
\`\`\`

## Change the lights
\`\`\`yaml procedure
id: lights
when_locked: queue
\`\`\`

\`\`\`sh target=ops repeat=safe
echo lights >> effects
\`\`\`

## Take stock slowly
\`\`\`yaml procedure
id: slow
\`\`\`

\`\`\`sh target=ops
echo slow >> effects
until [ -e go ] || [ ! -e here ]; do sleep 0.05; done
\`\`\`

## Open
\`\`\`yaml procedure
id: open
lock: door
\`\`\`

1. - [ ] Say hello.

## Close
\`\`\`yaml procedure
id: close
lock: door
\`\`\`

1. - [ ] Say good-bye.

## Set the price
\`\`\`yaml procedure
id: price
params:
  price: { type: integer, describe: "what it costs from now on" }
\`\`\`

1. Look at the price.
   \`\`\`sh target=ops risk=read because="only looks" save=price:int(text) save=was:text
   cat price
   \`\`\`
2. Set it.
   \`\`\`sh target=ops undo=price
   printf %s "$price" > price
   \`\`\`
3. Look whether it is there.
   \`\`\`sh target=ops risk=read because="only looks" expect='exit == 0'
   test ! -e broken
   \`\`\`

## Burn the stock
\`\`\`yaml procedure
id: burn
approve: 1
\`\`\`

1. Light it.
   \`\`\`sh target=ops risk=destroy undo=restock save='ash:"42"'
   echo burn >> effects
   \`\`\`
2. Watch it.
   \`\`\`sh target=ops risk=destroy
   test -e matches
   echo burnt >> effects
   \`\`\`

## Restock
\`\`\`yaml procedure
id: restock
approve: 1
params:
  ash: { type: string }
  supplier: { type: string, describe: "who delivers" }
\`\`\`

\`\`\`sh target=ops risk=destroy
echo "restock $ash $supplier" >> effects
\`\`\`
`;
