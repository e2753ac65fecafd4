/** Pages of a long list, with links that work without JavaScript and keep every filter. */

interface Props {
  /** Counted from 1. */
  page: number
  pages: number
  label: string
  /** Where a page of the list is. */
  to: (page: number) => string
}

/** Nothing where one page holds it all. */
export function Paging({ page, pages, label, to }: Props) {
  if (pages <= 1) return null
  return (
    <nav class="usa-pagination paging" aria-label={label}>
      <ul class="usa-pagination__list">
        {page > 1 && (
          <li class="usa-pagination__item usa-pagination__arrow">
            <a class="usa-pagination__link usa-pagination__previous-page" href={to(page - 1)}>
              <span class="usa-pagination__link-text">Previous</span>
            </a>
          </li>
        )}
        {shownPages(page, pages).map((number, i) =>
          number === undefined ? (
            <li key={`gap ${i}`} class="usa-pagination__item usa-pagination__overflow" aria-hidden="true">
              <span>…</span>
            </li>
          ) : (
            <li key={number} class="usa-pagination__item usa-pagination__page-no">
              <a
                class={`usa-pagination__button${number === page ? ' usa-current' : ''}`}
                href={to(number)}
                aria-label={`Page ${number}`}
                aria-current={number === page ? 'page' : undefined}
              >
                {number}
              </a>
            </li>
          ),
        )}
        {page < pages && (
          <li class="usa-pagination__item usa-pagination__arrow">
            <a class="usa-pagination__link usa-pagination__next-page" href={to(page + 1)}>
              <span class="usa-pagination__link-text">Next</span>
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** First, last and the neighbors of the page; undefined stands for what is left out. */
function shownPages(page: number, pages: number): (number | undefined)[] {
  const near = [1, page - 1, page, page + 1, pages].filter(number => number >= 1 && number <= pages)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return shown.flatMap((number, i) => (i > 0 && number - (shown[i - 1] ?? 0) > 1 ? [undefined, number] : [number]))
}

/** One page of a list, and how many there are. A page that does not exist becomes the nearest that does. */
export function pageOf<T>(
  items: readonly T[],
  wanted: number,
  size: number,
): { page: number; pages: number; items: T[] } {
  const pages = Math.max(1, Math.ceil(items.length / size))
  const page = Math.min(pages, Math.max(1, Math.floor(wanted) || 1))
  return { page, pages, items: items.slice((page - 1) * size, page * size) }
}
