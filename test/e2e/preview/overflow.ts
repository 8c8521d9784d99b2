/** Elements whose text is wider or taller than they are, or that leave the screen. Runs in the page. */
export function overflowing(): string[] {
  // Names that somebody else chose, of any length, may end in an ellipsis; words of ours may not.
  const mayBeShortened = '.top-bar__place, .who'
  const names: string[] = []
  for (const element of document.querySelectorAll('body *')) {
    if (
      element.closest(
        '.visually-hidden, svg, .service-log__lines, .test-steps, .tiles, .basket, .categories',
      ) ||
      getComputedStyle(element).opacity === '0'
    )
      continue
    const { right, bottom, left, top } = element.getBoundingClientRect()
    // What scrolls down may go on below its edge, but nothing in it may be too wide.
    const scrolls =
      element.closest(
        '.panel__body, .service-nav, .service-page, .setup__body, .glance__side, .history__list, .choice__popover, .shift__scroll, .z-reports__list',
      ) !== null
    const outside =
      right > innerWidth + 1 || left < -1 || (!scrolls && (bottom > innerHeight + 1 || top < -1))
    const tight =
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).display !== 'inline' &&
      !element.matches(mayBeShortened)
    const short =
      !scrolls &&
      element.scrollHeight > element.clientHeight + 4 &&
      getComputedStyle(element).display !== 'inline'
    if (element.className !== '' && (outside || tight || short))
      names.push(`${element.tagName}.${element.className}`)
  }
  return names
}
