import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconHeartHandshake } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '~/ui/useAct'
import style from './Customer.module.css'

const DEGREES = ['', 'fragile', 'vip', 'accessibility'] as const
type Degree = (typeof DEGREES)[number]

/** The customer's degree of care: what everybody who serves them should know before the first word. */
export function Care({ customer, care }: { customer: string; care: string }) {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  const client = useQueryClient()
  const degree = (DEGREES as readonly string[]).includes(care) ? (care as Degree) : ''
  const choose = async (one: Degree) => {
    if (await run(`/api/customers/${customer}/care`, { care: one }, 'PUT')) void client.invalidateQueries({ queryKey: ['customer', customer] })
  }
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={style.care} data-care={degree || 'none'} aria-busy={pending}>
          <IconHeartHandshake size={14} aria-hidden />
          <span>{degree ? t(`care.${degree}`) : t('care.set')}</span>
          <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('care.label')}</Menu.Label>
        {DEGREES.map((one) => (
          <Menu.Item key={one} onClick={() => void choose(one)} rightSection={one === degree ? <IconCheck size={16} aria-hidden /> : undefined}>
            {t(`care.${one || 'none'}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
