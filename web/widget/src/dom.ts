// Making elements. Text is only ever set as text: nothing a customer or an agent writes can become markup.

type Attributes = Record<string, string | boolean | undefined>

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** A line drawing of 24 × 24. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

const LINK = /https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?]/g

/** The text, with its web addresses made into links that open elsewhere and tell nothing about this page. */
export function linked(text: string): (Node | string)[] {
  const parts: (Node | string)[] = []
  let end = 0
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index))
    const address = found[0]
    parts.push(make('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, address))
    end = found.index + address.length
  }
  parts.push(text.slice(end))
  return parts
}

/** The element shows this text; untouched when it does already, so that nothing is read out twice. */
export function show(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
  element.hidden = text === ''
}
