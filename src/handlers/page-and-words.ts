// The value of a button that turns the pages of a search: `<page> <words>`.

export function pageAndWords(value: string): { readonly page: number; readonly words: string } {
  const [, page = '1', words = ''] = /^(\d{1,4}) (.*)$/s.exec(value) ?? [];
  return { page: Number(page), words };
}
