import { Button } from '@mantine/core'
import { IconCompass, IconLock } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Route, Routes } from 'react-router'
import { Desk } from '~/rooms/desk/Desk'
import { Empty } from '~/ui/Empty'
import { useSession } from './session'
import { Opening } from './shell/Opening'

const Floor = lazy(() => import('~/rooms/floor/Floor').then((room) => ({ default: room.Floor })))

const FileMeasures = lazy(() => import('~/rooms/reports/FileMeasures').then((room) => ({ default: room.FileMeasures })))

const Targets = lazy(() => import('~/rooms/targets/Targets').then((room) => ({ default: room.Targets })))

const Rulebook = lazy(() => import('~/rooms/admin/Rulebook').then((room) => ({ default: room.Rulebook })))

const RULEBOOK = ['queues', 'calendars', 'reasons', 'presence-reasons'] as const

/** One address per screen; a screen the person may not use has none. */
export function Pages() {
  const { may } = useSession()
  const desk = may('desk.work')
  const floor = may('floor.read')
  const reports = may('file.measure')
  return (
    <Suspense fallback={<Opening />}>
      <Routes>
        <Route path="/" element={<Home desk={desk} floor={floor} reports={reports} />} />
        {desk && <Route path="/desk/:interaction?" element={<Desk />} />}
        {floor && <Route path="/floor" element={<Floor />} />}
        {reports && <Route path="/reports/file" element={<FileMeasures />} />}
        {may('target.set') && <Route path="/admin/targets" element={<Targets />} />}
        {may('rules.read') && RULEBOOK.map((place) => <Route key={place} path={`/admin/${place}/:id?`} element={<Rulebook place={place} />} />)}
        <Route path="*" element={<NoPage />} />
      </Routes>
    </Suspense>
  )
}

function Home({ desk, floor, reports }: { desk: boolean; floor: boolean; reports: boolean }) {
  const { t } = useTranslation()
  // Who steers and also answers comes to steer.
  if (floor) return <Navigate to="/floor" replace />
  if (desk) return <Navigate to="/desk" replace />
  if (reports) return <Navigate to="/reports/file" replace />
  return <Empty icon={<IconLock size={28} />} title={t('no_room.title')} say={t('no_room.say')} />
}

function NoPage() {
  const { t } = useTranslation()
  return (
    <Empty icon={<IconCompass size={28} />} title={t('not_found.title')} say={t('not_found.say')}>
      <Button component={Link} to="/" variant="default">{t('not_found.home')}</Button>
    </Empty>
  )
}
