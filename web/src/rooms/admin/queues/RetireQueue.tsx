import { Button } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { read } from '~/api/call'
import { tellDone } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import { useSettled } from '../queries'
import type { Rules } from '../shapes'

/** A queue that takes in nothing more. It is taken back by putting its rules in place again. */
export function RetireQueue({ queue, name, onRetire }: { queue: string; name: string; onRetire: () => void }) {
  const { t } = useTranslation('admin')
  const { pending, run } = useAct()
  const settled = useSettled()
  const navigate = useNavigate()
  const path = `/api/queues/${encodeURIComponent(queue)}`

  async function retire() {
    const rules = await read<Rules>(`${path}/rules`)
    if (!(await run(path, {}, 'DELETE'))) return
    onRetire()
    void navigate('/admin/queues')
    await settled()
    const undo = async () => {
      if (!(await run(`${path}/rules`, rules, 'PUT'))) return
      await settled()
      tellDone(t('done.queue_back', { name }))
    }
    tellDone(t('done.queue_retired', { name }), { label: t('done.undo'), run: () => void undo() })
  }

  return <Button variant="default" leftSection={<IconArchive size={16} />} loading={pending} onClick={() => void retire()}>{t('queues.retire')}</Button>
}
