/** OpenDocument spreadsheets (.ods) for tests, written by hand. */
import { strToU8, zipSync } from 'fflate'

const NAMES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ' +
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ' +
  'xmlns:xlink="http://www.w3.org/1999/xlink"'

const STYLES =
  '<style:style style:name="out" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>' +
  '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'

export const cell = (text: string, attributes = ''): string =>
  text === ''
    ? `<table:table-cell ${attributes}/>`
    : `<table:table-cell office:value-type="string" ${attributes}><text:p>${text}</text:p></table:table-cell>`

export const row = (cells: readonly string[], attributes = ''): string =>
  `<table:table-row ${attributes}>${cells.map(each => (each.startsWith('<') ? each : cell(each))).join('')}</table:table-row>`

/** The bytes of a document of these tables, each by its name and its rows. */
export function openDocument(
  tables: readonly { name: string; hidden?: boolean; rows: readonly string[] }[],
): Uint8Array {
  const body = tables
    .map(
      ({ name, hidden, rows }) =>
        `<table:table table:name="${name}"${hidden ? ' table:style-name="gone"' : ''}>${rows.join('')}</table:table>`,
    )
    .join('')
  const content = `<?xml version="1.0"?><office:document-content ${NAMES}><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`
  return zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': strToU8(content),
  })
}
