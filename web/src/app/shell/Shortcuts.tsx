import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import { Key } from '~/ui/Keys'
import style from './Shell.module.css'

/** The list of keys, for the screens this person has. */
export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { may } = useSession()
  const desk: [string, string[]][] = [
    [t('keys.accept'), ['F2']],
    [t('keys.transfer'), ['F4']],
    [t('keys.finish'), ['F8']],
    [t('keys.contact'), [t('keys.alt'), '1…9']],
    [t('keys.send'), [t('keys.enter')]],
    [t('keys.newline'), [t('keys.shift'), t('keys.enter')]],
  ]
  const everywhere: [string, string[]][] = [
    [t('keys.escape'), [t('keys.esc')]],
    [t('keys.help'), ['?']],
  ]
  const floor: [string, string[]][] = [
    [t('keys.selection'), ['F7']],
    [t('keys.alerts'), ['F9']],
  ]
  const rows = [...(may('desk.work') ? desk : []), ...(may('floor.read') ? floor : []), ...everywhere]
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }} centered>
      <table className={style.keys}>
        <tbody>
          {rows.map(([what, keys]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{keys.map((key, place) => <span key={key}>{place > 0 && ' '}<Key>{key}</Key></span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
