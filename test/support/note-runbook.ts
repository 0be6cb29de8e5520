// One change that leaves a line each time it is carried out: how often it was can be read in the file `noted`.

export const noteRunbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Note
\`\`\`yaml procedure
id: note
\`\`\`

\`\`\`sh target=ops risk=change because="appends a line"
echo noted >> noted
\`\`\`
`;
