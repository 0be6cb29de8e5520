// SVG to PNG, in a thread of its own. Loaded when the first picture is drawn: most processes draw none. The font comes with us, because
// without one there would be no words on a machine that has none.

import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

export async function pngOf(svg: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const fontFiles = fonts.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' };
  return (await renderAsync(svg, { font, background: '#ffffff' })).asPng();
}
