import type { ReactNode } from 'react'
import style from './Empty.module.css'

interface Props {
  icon?: ReactNode
  title: string
  say?: string
  children?: ReactNode
}

/** A place with nothing in it yet: what that means, and what to do next. */
export function Empty({ icon, title, say, children }: Props) {
  return (
    <div className={style.empty}>
      {icon && <div className={style.icon} aria-hidden>{icon}</div>}
      <h2 className={style.title}>{title}</h2>
      {say && <p className={style.say}>{say}</p>}
      {children && <div className={style.acts}>{children}</div>}
    </div>
  )
}
