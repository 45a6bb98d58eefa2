import { useTranslation } from 'react-i18next'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { LevelsField } from '../../settings/LevelsField'
import { DurationField, Group } from '../../settings/Setting'
import { DEGREES } from '../../shapes'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

type Degree = (typeof DEGREES)[number]

/** What a customer's degree of care is worth here. */
export function Care() {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const { rules, set } = useQueueForm()
  function change(degree: Degree, part: Partial<(typeof rules.care)[string]>) {
    const next = { bonus_s: 0, mandatory: {}, ...rules.care[degree], ...part }
    const { [degree]: _, ...others } = rules.care
    const isNothing = next.bonus_s === 0 && Object.keys(next.mandatory).length === 0
    set({ care: isNothing ? others : { ...others, [degree]: next } })
  }
  return (
    <Section name="care">
      <Group name="care" where="care">
        <table className={style.cares}>
          <thead>
            <tr>
              <th scope="col">{t('care.degree')}</th>
              <th scope="col">{t('care.bonus')}</th>
              <th scope="col">{t('care.skills')}</th>
            </tr>
          </thead>
          <tbody>
            {DEGREES.map((degree) => {
              const name = t(`degree.${degree}`)
              return (
                <tr key={degree}>
                  <th scope="row">{name}</th>
                  <td><DurationField where={`care.${degree}.bonus_s`} label={t('care.bonus_of', { degree: name })} value={rules.care[degree]?.bonus_s ?? 0} onChange={(bonus_s) => change(degree, { bonus_s })} /></td>
                  <td>
                    <LevelsField label={t('care.skills_of', { degree: name })} value={rules.care[degree]?.mandatory ?? {}} onChange={(mandatory) => change(degree, { mandatory })} />
                    {fault(`care.${degree}.mandatory`)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Group>
    </Section>
  )
}
