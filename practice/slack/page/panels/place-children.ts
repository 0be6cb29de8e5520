// Makes the children of an element exactly these nodes, touching only what differs: an untouched node keeps its state and scroll.

export function placeChildren(root: HTMLElement, nodes: readonly HTMLElement[]): void {
  const wanted = new Set<Node>(nodes);
  for (const child of Array.from(root.children)) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    const here = root.children[index];
    if (here !== node) root.insertBefore(node, here ?? null);
  });
}
