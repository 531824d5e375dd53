export type Columns = readonly [left: string, middle: string, right: string];

/** What a played session printed: by title, each column as one line. A title that comes again is numbered. */
export function scenesOf(printed: string): ReadonlyMap<string, Columns> {
  const scenes = new Map<string, Columns>();
  for (const scene of printed.split('\n── ')) {
    const [head = '', ...lines] = scene.split('\n');
    const cells = lines.map((line) => line.split('│').map((cell) => cell.trim()));
    const column = (at: number): string => cells.flatMap((line) => line[at] || []).join(' ');
    const title = head.replace(/ ─+$/, '');
    const again = [...scenes.keys()].filter((each) => each === title || each.startsWith(`${title} (`)).length;
    scenes.set(again === 0 ? title : `${title} (${again + 1})`, [column(0), column(1), column(2)]);
  }
  return scenes;
}
