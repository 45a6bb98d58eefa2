import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { worded } from '~/ui/words'
import { LEVELS, type Levels } from '../shapes'
import style from './Setting.module.css'

const USUAL = 3

/** Skills, each with the least level asked for. */
export function LevelsField({ label, value, onChange }: { label: string; value: Levels; onChange: (next: Levels) => void }) {
  const { t, i18n } = useTranslation('admin')
  const { data } = useDirectory()
  const skills = data?.skills ?? []
  const nameOf = (code: string) => {
    const found = skills.find((one) => one.code === code)
    return found ? worded(found, i18n.language) : code
  }
  const left = skills.filter((one) => !(one.code in value))
  return (
    <div className={style.levels} role="group" aria-label={label}>
      {Object.entries(value).map(([code, level]) => (
        <span key={code} className={style.level}>
          {nameOf(code)}
          <NativeSelect
            size="xs" variant="unstyled" aria-label={t('levels.level', { skill: nameOf(code) })} value={String(level)} data={LEVELS.map((one) => ({ value: String(one), label: t('levels.least', { level: one }) }))}
            onChange={(event) => onChange({ ...value, [code]: Number(event.currentTarget.value) })}
          />
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('row.remove', { what: nameOf(code) })} onClick={() => onChange(Object.fromEntries(Object.entries(value).filter(([one]) => one !== code)))}><IconX size={13} /></ActionIcon>
        </span>
      ))}
      {left.length > 0 && (
        <NativeSelect
          size="xs" w={190} aria-label={t('levels.add_to', { what: label })} value="" onChange={(event) => event.currentTarget.value && onChange({ ...value, [event.currentTarget.value]: USUAL })}
          data={[{ value: '', label: t('levels.add') }, ...left.map((one) => ({ value: one.code, label: worded(one, i18n.language) }))]}
        />
      )}
    </div>
  )
}
