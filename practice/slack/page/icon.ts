// The page's own small pictures, drawn as lines in the colour of the text around them, so that no font has to have them.

const lines = {
  back: 'M14.5 5.5L8 12l6.5 6.5',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  contrast: 'M12 4a8 8 0 1 0 .01 0zM12 4v16M12 8l5.5-1M12 12h8M12 16l5.5 1',
  eye: 'M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 9.4a2.6 2.6 0 1 0 .01 0z',
  flag: 'M6.5 20.5V4.5h10.5l-2.5 4 2.5 4H6.5',
  file: 'M6.5 3.5h7.5l4 4v13H6.5zM14 3.5v4h4M9.5 12h5.5M9.5 15.5h5.5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M4.5 7h15M4.5 12h15M4.5 17h15',
  moon: 'M19.5 14A8 8 0 1 1 10 4.5a6.5 6.5 0 0 0 9.5 9.5z',
  picture: 'M4 5h16v14H4zM4.5 16l4.5-5 4 4.5 2.5-2.5 4 4M15.5 8.6v.1',
  pin: 'M9 4h6l-.8 6.2 2.8 3.3H7l2.8-3.3zM12 13.5V20',
  pulse: 'M3 12.5h4l2.5-7 5 13 2.5-6h4',
  reply: 'M4.5 5.5h15v10.5h-9L6 19.5V16H4.5z',
  send: 'M4.5 12L20 4.5 14.5 20l-3-6.5zM11.5 13.5L20 4.5',
  sun: 'M12 8a4 4 0 1 0 .01 0zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4',
  windows: 'M9 4.5h10.5V15M4.5 9H15v10.5H4.5z',
} as const;

export type IconName = keyof typeof lines;

/** Decoration only: the control around it carries the words. */
export function drawIcon(name: IconName): SVGElement {
  return drawPaths('0 0 24 24', 'icon-lines', [{ d: lines[name], stroke: 'currentColor' }]);
}

export interface Path {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
}

/** Paths on top of each other, hidden from screen readers. */
export function drawPaths(viewBox: string, className: string, paths: readonly Path[]): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  for (const { d, fill, stroke } of paths) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    path.setAttribute('fill', fill ?? 'none');
    if (stroke !== undefined) path.setAttribute('stroke', stroke);
    svg.append(path);
  }
  return svg;
}
