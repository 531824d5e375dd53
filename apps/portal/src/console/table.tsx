import type { ComponentChildren, VNode } from 'preact';

export interface Column {
  readonly title: string;
  readonly isNumber?: true;
}

const look = (column: Column | undefined): string => (column?.isNumber ? ' number-cell' : '');

/** A table that scrolls by itself where it is wider than the page; what is in it is read by keyboard, too. */
export const DataTable = ({
  id,
  caption,
  columns,
  hasCards,
  children,
}: {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  /** On a phone each row is a card: where the last columns say what matters, and would lie off the page. */
  readonly hasCards?: true;
  readonly children?: ComponentChildren;
}): VNode => (
  <div class="kern-table-responsive wide" role="region" tabIndex={0} aria-labelledby={id}>
    <table class={`kern-table kern-table--small${hasCards ? ' card-table' : ''}`}>
      <caption class="kern-title kern-title--small" id={id}>
        {caption}
      </caption>
      <thead>
        <tr class="kern-table__row">
          {columns.map((column) => (
            <th class={`kern-table__header${look(column)}`} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="kern-table__body">{children}</tbody>
    </table>
  </div>
);

/** @param name of the row to the script that keeps its figures fresh */
export const Row = ({
  name,
  children,
}: {
  readonly name?: string;
  readonly children?: ComponentChildren;
}): VNode => (
  <tr class="kern-table__row" {...(name !== undefined && { 'data-row': name })}>
    {children}
  </tr>
);

export const Cell = ({ children }: { readonly children?: ComponentChildren }): VNode => (
  <td class="kern-table__cell">{children}</td>
);

export const HeadCell = ({ children }: { readonly children?: ComponentChildren }): VNode => (
  <th class="kern-table__cell" scope="row">
    {children}
  </th>
);

/** Figures of a row, each in a cell of its own. */
export const Figures = ({ of }: { readonly of: readonly string[] }): VNode => (
  <>
    {of.map((text) => (
      <td class="kern-table__cell number-cell" data-figure="">
        {text}
      </td>
    ))}
  </>
);

/** Rows of words and numbers, for whoever reads or copies a picture. */
export const PlainTable = ({
  rows,
  ...table
}: {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly hasCards?: true;
  readonly rows: readonly (readonly ComponentChildren[])[];
}): VNode => (
  <DataTable {...table}>
    {rows.map((cells) => (
      <Row>
        {cells.map((cell, index) => (
          <td
            class={`kern-table__cell${look(table.columns[index])}`}
            {...(table.hasCards && { 'data-label': table.columns[index]?.title })}
          >
            {cell}
          </td>
        ))}
      </Row>
    ))}
  </DataTable>
);
