import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Pages } from './Pages'
import { useSession } from './session'
import { Opening } from './shell/Opening'
import { Shell } from './shell/Shell'

const Wall = lazy(() => import('~/rooms/floor/wall/Wall').then((room) => ({ default: room.Wall })))

/** Every screen stands in the shell, but for the one that hangs on a wall. */
export function Screens() {
  const { may } = useSession()
  return (
    <Routes>
      {may('floor.read') && <Route path="/wall" element={<Suspense fallback={<Opening />}><Wall /></Suspense>} />}
      <Route path="*" element={<Shell><Pages /></Shell>} />
    </Routes>
  )
}
