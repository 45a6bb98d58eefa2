import { useRef, useState, type FocusEvent, type MouseEvent, type ReactNode } from 'react'
import { HintText } from './HintText'
import style from './Queues.module.css'

interface Shown {
  name: string
  x: number
  y: number
  under: boolean
}

const ROOM_PX = 120

/** One hint for a whole table, however many figures it has: what carries `data-hint` is explained on hover and focus. */
export function Hints({ children }: { children: ReactNode }) {
  const [shown, show] = useState<Shown | null>(null)
  const described = useRef<Element | null>(null)

  function point(event: MouseEvent | FocusEvent) {
    const target = (event.target as Element).closest('[data-hint]')
    if (target === described.current) return
    described.current?.removeAttribute('aria-describedby')
    described.current = target
    if (!target) return show(null)
    target.setAttribute('aria-describedby', 'floor-hint')
    const { left, width, top, bottom } = target.getBoundingClientRect()
    const under = top < ROOM_PX
    const x = Math.min(Math.max(left + width / 2, 170), window.innerWidth - 170)
    show({ name: target.getAttribute('data-hint') ?? '', x, y: under ? bottom + 6 : top - 6, under })
  }
  function hide() {
    described.current?.removeAttribute('aria-describedby')
    described.current = null
    show(null)
  }

  return (
    // The hint only explains what the keyboard reaches by itself.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={style.scroll} onMouseOver={point} onFocus={point} onMouseLeave={hide} onBlur={hide} onScroll={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {shown && (
        <div
          id="floor-hint" role="tooltip" className={style.hint} data-under={shown.under}
          ref={(node) => {
            node?.style.setProperty('left', `${shown.x}px`)
            node?.style.setProperty('top', `${shown.y}px`)
          }}
        >
          <HintText name={shown.name} />
        </div>
      )}
    </div>
  )
}
