// Marks controls as working from the press until something answers, so that one press is never two by accident.

export interface Pending {
  hold(control: HTMLElement): void;
  /** The server has answered: every control that still waits may be pressed again. */
  release(): void;
}

/** The app has 3 s to answer; past that nothing will come for this press. https://docs.slack.dev/interactivity/handling-user-interaction */
const longestMs = 4000;

export function createPending(): Pending {
  const waiting = new Set<HTMLElement>();
  const free = (control: HTMLElement): void => {
    control.removeAttribute('aria-busy');
    waiting.delete(control);
  };
  return {
    hold(control) {
      control.setAttribute('aria-busy', 'true');
      waiting.add(control);
      setTimeout(() => free(control), longestMs);
    },
    release() {
      for (const control of waiting) free(control);
    },
  };
}
