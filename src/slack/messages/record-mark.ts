// Where the record stands, as `opsbook audit verify --head` takes it. What is posted here no database can change.

export function recordMark(mark: string | undefined): string[] {
  return mark === undefined ? [] : [`Record \`${mark}\``];
}
