/** How large letters are: `tall` doubles the height, `double` the width as well. */
export type TextSize = 'normal' | 'tall' | 'double'

export type TextAlign = 'left' | 'center'

/**
 * One step down the paper, in terms that every printer knows. A text line is already cut to the
 * paper's width: a `double` letter takes two columns.
 */
export type ReceiptLine =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align: TextAlign
      readonly size: TextSize
      readonly bold: boolean
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly payload: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' }

/** Normal letters in one line: 48 on 80 mm paper, 42 where that has 512 dots, 32 on 58 mm. */
export type Columns = 48 | 42 | 32

export const lettersPerLine = (columns: Columns, size: TextSize): number =>
  size === 'double' ? columns / 2 : columns
