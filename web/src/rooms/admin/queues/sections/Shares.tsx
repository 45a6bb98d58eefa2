import { NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { Rows } from '../../settings/Rows'
import { Group } from '../../settings/Setting'
import { WEEK, type Band, type Share } from '../../shapes'
import { TimeField } from '../../settings/TimeField'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

const PER_CENT = 100
const MORNING: Band = { weekday: 0, from_min: 480, to_min: 1080 }

/** Which partner takes which part of what comes, and when. */
export function Shares() {
  const { t } = useTranslation('admin')
  const { data } = useDirectory()
  const { rules, set } = useQueueForm()
  const partners = [...new Map((data?.teams ?? []).map((one) => [one.partner_id, one.partner_name]))].map(([value, label]) => ({ value, label }))
  const nameOf = (partner: string) => partners.find((one) => one.value === partner)?.label ?? partner
  const free = partners.filter((one) => !rules.shares.some((share) => share.partner === one.value))
  const given = Math.round(rules.shares.reduce((sum, one) => sum + (one.part ?? 0), 0) * PER_CENT)
  return (
    <Section name="shares">
      <Group name="shares" where="shares" say={<>{t('say.shares')}{given > 0 && <> {t('shares.sum', { given, left: Math.max(0, PER_CENT - given) })}</>}</>}>
        <Rows<Share>
          items={rules.shares} onChange={(shares) => set({ shares })} add={t('shares.add')} none={t('shares.none')} called={(one) => nameOf(one.partner)}
          blank={() => (free[0] ? { partner: free[0].value, part: null, bands: [] } : null)}
        >
          {(share, change, place) => <ShareFields share={share} place={place} name={nameOf(share.partner)} partners={partners.filter((one) => one.value === share.partner || free.includes(one))} onChange={change} />}
        </Rows>
      </Group>
    </Section>
  )
}

interface Props { share: Share; place: number; name: string; partners: { value: string; label: string }[]; onChange: (next: Share) => void }

function ShareFields({ share, place, name, partners, onChange }: Props) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const where = `shares.${place}`
  return (
    <div className={style.share}>
      <div className={style.line}>
        <NativeSelect className={style.grow!} aria-label={t('shares.partner')} value={share.partner} data={partners} error={fault(`${where}.partner`) ?? fault(where)} onChange={(event) => onChange({ ...share, partner: event.currentTarget.value })} />
        <span className={style.in}>
          {t('shares.part')}
          <NumberInput
            w={130} aria-label={t('shares.part_of', { name })} placeholder={t('shares.no_part')} min={0} max={100} suffix=" %" allowDecimal={false} value={share.part === null ? '' : Math.round(share.part * PER_CENT)} error={fault(`${where}.part`)}
            onChange={(next) => onChange({ ...share, part: typeof next === 'number' ? next / PER_CENT : null })}
          />
        </span>
      </div>
      <Rows<Band> items={share.bands} add={t('shares.add_band')} none={t('shares.no_bands')} called={(band) => t(`weekday.${band.weekday as 0}`)} blank={() => share.bands.at(-1) ? { ...share.bands.at(-1)!, weekday: (share.bands.at(-1)!.weekday + 1) % 7 } : MORNING} onChange={(bands) => onChange({ ...share, bands })}>
        {(band, change, at) => (
          <>
            <NativeSelect w={130} aria-label={t('shares.day', { number: at + 1 })} value={String(band.weekday)} data={WEEK.map((day) => ({ value: String(day), label: t(`weekday.${day}`) }))} onChange={(event) => change({ ...band, weekday: Number(event.currentTarget.value) })} />
            <TimeField where={`${where}.bands.${at}.from`} label={t('week.from', { number: at + 1 })} value={band.from_min} onChange={(from_min) => change({ ...band, from_min })} />
            <TimeField where={`${where}.bands.${at}.to`} label={t('week.to', { number: at + 1 })} value={band.to_min} error={fault(`${where}.bands`)} onChange={(to_min) => change({ ...band, to_min })} />
          </>
        )}
      </Rows>
    </div>
  )
}
