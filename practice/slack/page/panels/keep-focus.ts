// Redraws a part of the page without taking the keyboard away: the same control, and the caret in it, come back.

/** Runs the redraw; a focus that was inside returns to the same control, else to the same message. */
export function keepFocus(root: HTMLElement, redraw: () => void): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active) || active === root) {
    redraw();
    return;
  }
  const control = active.dataset['control'];
  const ts = active.closest<HTMLElement>('[data-message-ts]')?.dataset['messageTs'];
  const caret = isTextField(active) ? ([active.selectionStart, active.selectionEnd] as const) : undefined;
  redraw();
  if (active.isConnected) return;
  const message = ts === undefined ? root : root.querySelector<HTMLElement>(`[data-message-ts="${CSS.escape(ts)}"]`);
  const again =
    control === undefined ? null : message?.querySelector<HTMLElement>(`[data-control="${CSS.escape(control)}"]`);
  (again ?? message)?.focus({ preventScroll: true });
  if (again instanceof HTMLElement && isTextField(again) && caret !== undefined) again.setSelectionRange(...caret);
}

function isTextField(node: HTMLElement): node is HTMLInputElement | HTMLTextAreaElement {
  return node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && node.type === 'text');
}
