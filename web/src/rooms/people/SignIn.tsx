import { Alert, Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSessionState } from '~/app/session'
import { chooseLanguage, type Language } from '~/i18n'
import { useWords } from '~/ui/words'
import style from './SignIn.module.css'

/** The way in. It says the same thing for a wrong address and a wrong password. */
export function SignIn({ ended }: { ended: boolean }) {
  const { t, i18n } = useTranslation(['people', 'app'])
  const { signIn } = useSessionState()
  const words = useWords()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setPending(true)
    setProblem(null)
    await signIn(String(form.get('email')).trim(), String(form.get('password'))).catch(setProblem)
    setPending(false)
  }

  return (
    <main className={style.page}>
      <div className={style.card}>
        <img src="/beffroi.svg" width={44} height={44} alt="" />
        <p className={style.name}>Beffroi</p>
        <p className={style.tagline}>{t('people:sign_in.tagline')}</p>
        <form onSubmit={(event) => void submit(event)} className={style.form} aria-label={t('people:sign_in.title')}>
          <h1 className="unseen">{t('people:sign_in.title')}</h1>
          {problem !== null && <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle size={18} />} role="alert">{words(problem)}</Alert>}
          {ended && problem === null && <Alert color="gray" variant="light" p="xs">{t('people:sign_in.ended')}</Alert>}
          <TextInput name="email" type="email" label={t('people:sign_in.email')} autoComplete="username" required withAsterisk={false} autoFocus />
          <PasswordInput name="password" label={t('people:sign_in.password')} autoComplete="current-password" required withAsterisk={false} />
          <Button type="submit" size="md" loading={pending} fullWidth>{t('people:sign_in.submit')}</Button>
        </form>
      </div>
      <div className={style.foot}>
        <p className={style.hint}>{t('people:sign_in.demo')}</p>
        <SegmentedControl
          size="xs" aria-label={t('app:user.language')} value={i18n.language} onChange={(language) => chooseLanguage(language as Language)}
          data={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]}
        />
      </div>
    </main>
  )
}
