import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BrowserRouter } from 'react-router'
import { Problem } from '~/api/problem'
import { LiveProvider } from '~/live/hooks'
import { SignIn } from '~/rooms/people/SignIn'
import { theme } from '~/theme'
import { Failure } from '~/ui/Failure'
import { Screens } from './Screens'
import { SessionProvider, useSessionState } from './session'
import { Opening } from './shell/Opening'

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (tried, problem) => tried < 2 && problem instanceof Problem && problem.passing },
  },
})

export function App({ nonce }: { nonce: string }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="top-center" limit={3} transitionDuration={120} />
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Door />
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/**
 * Who may come in: nobody is shown a screen before the server has said who they are. Another language draws it all
 * anew, so that small parts drawn by the thousand need not listen for it.
 */
function Door() {
  const state = useSessionState()
  const { i18n } = useTranslation()
  if (state.kind === 'asking') return <Opening />
  if (state.kind === 'failed') return <Failure problem={state.problem} onRetry={() => void state.check()} />
  if (state.kind === 'out') return <SignIn ended={state.ended} />
  return (
    <BrowserRouter>
      <LiveProvider key={state.session.user.id} onRefused={() => void state.check()}>
        <Screens key={i18n.language} />
      </LiveProvider>
    </BrowserRouter>
  )
}
