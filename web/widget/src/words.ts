// Every word the visitor reads, in both languages. Plain sentences; what is not known is not promised.
import type { Standing } from './protocol'

const FR = {
  open: 'Discuter avec un conseiller',
  unread: (n: number) => (n > 1 ? `${n} nouveaux messages` : '1 nouveau message'),
  title: 'Discussion',
  close: 'Fermer la fenêtre',
  leave: 'Terminer',
  write: 'Votre message',
  send: 'Envoyer',
  hint: 'Bonjour ! Écrivez-nous, une personne vous répond ici même.',
  kept: 'Vos messages sont conservés dans votre dossier. Cette page s’en souvient 24 h.',
  connecting: 'Connexion…',
  offline: 'Connexion perdue. Vos messages partiront dès son retour.',
  retry: 'Réessayer',
  next: 'Vous êtes en tête de file',
  place: (n: number) => `Vous êtes en ${n}ᵉ position dans la file`,
  soon: 'un conseiller vous répond dès que possible.',
  minute: 'moins d’une minute d’attente.',
  minutes: (n: number) => `environ ${n} min d’attente.`,
  with: (name: string) => `${name} vous répond`,
  withSomeone: 'Un conseiller vous répond',
  typing: (name: string) => `${name} écrit…`,
  someone: 'Votre conseiller',
  ended: 'Cette conversation est terminée.',
  stopped: 'Nous ne pouvons pas vous répondre tout de suite.',
  callBack: 'Être rappelé',
  leaveMessage: 'Laisser ce message',
  choose: 'Que souhaitez-vous ?',
  messageHint: 'Complétez votre message ci-dessous si besoin, puis laissez-le : un conseiller le lira et y répondra.',
  phone: 'Votre numéro de téléphone',
  phoneHint: 'Par exemple 06 12 34 56 78',
  yourName: 'Votre nom (facultatif)',
  phoneKept: 'Le numéro sert à vous rappeler pour cette demande, et à rien d’autre.',
  place_: 'Vous gardez votre place : nous vous appelons quand vient votre tour.',
  confirm: 'Me rappeler',
  cancel: 'Annuler',
  callbackTaken: (phone: string | null) => `C’est noté : nous vous rappelons${phone ? ` au ${phone}` : ''}.`,
  messageLeft: 'Votre message est enregistré. La réponse s’affichera ici ; cette page s’en souvient 24 h.',
  reason: 'De quoi s’agit-il ?',
  anew: 'Nouvelle conversation',
  sending: 'Envoi…',
  late: 'En attente d’envoi',
  sent: 'Envoyé',
  failed: 'Non envoyé',
  you: 'Vous',
  left: (n: number) => `${n} caractères de trop`,
  errors: {
    text_too_long: 'Ce message est trop long : 4 000 caractères au plus.',
    frame_too_large: 'Ce message est trop long.',
    too_fast: 'Vous écrivez très vite ; ce message part dans un instant.',
    too_many_conversations: 'Trop de conversations ouvertes. Réessayez un peu plus tard.',
    too_many_tabs: 'Cette conversation est ouverte dans trop de fenêtres.',
    try_again: 'Le serveur est occupé ; nous réessayons.',
    bad_phone: 'Ce numéro n’est pas reconnu. Écrivez-le comme 06 12 34 56 78, ou avec son pays : +33 6 12 34 56 78.',
    phone_not_called: 'Nous ne rappelons pas ce type de numéro : indiquez un mobile ou un fixe.',
    too_many_promises: 'Un rappel est déjà prévu à ce numéro.',
    callbacks_full: 'Nous ne pouvons plus promettre de rappel aujourd’hui.',
    callback_not_offered: 'Le rappel n’est plus proposé pour le moment.',
    offline: 'Pas de connexion. Réessayez quand elle sera revenue.',
  } as Record<string, string>,
  error: 'Cela n’a pas fonctionné. Réessayez.',
}

const EN: typeof FR = {
  open: 'Chat with an adviser',
  unread: (n) => (n > 1 ? `${n} new messages` : '1 new message'),
  title: 'Chat',
  close: 'Close the window',
  leave: 'End',
  write: 'Your message',
  send: 'Send',
  hint: 'Hello! Write to us: a person will answer you right here.',
  kept: 'Your messages are kept with your file. This page remembers them for 24 hours.',
  connecting: 'Connecting…',
  offline: 'Connection lost. Your messages will be sent as soon as it is back.',
  retry: 'Try again',
  next: 'You are next in line',
  place: (n) => `You are number ${n} in line`,
  soon: 'an adviser will answer as soon as possible.',
  minute: 'less than a minute to wait.',
  minutes: (n) => `about ${n} min to wait.`,
  with: (name) => `${name} is with you`,
  withSomeone: 'An adviser is with you',
  typing: (name) => `${name} is writing…`,
  someone: 'Your adviser',
  ended: 'This conversation is over.',
  stopped: 'We cannot answer you right now.',
  callBack: 'Call me back',
  leaveMessage: 'Leave this message',
  choose: 'What would you like?',
  messageHint: 'Add to your message below if you wish, then leave it: an adviser will read it and answer.',
  phone: 'Your telephone number',
  phoneHint: 'For instance +44 7700 900123',
  yourName: 'Your name (optional)',
  phoneKept: 'The number is used to call you back about this, and for nothing else.',
  place_: 'You keep your place: we call you when your turn comes.',
  confirm: 'Call me back',
  cancel: 'Cancel',
  callbackTaken: (phone) => `Noted: we will call you back${phone ? ` on ${phone}` : ''}.`,
  messageLeft: 'Your message is kept. The answer will appear here; this page remembers it for 24 hours.',
  reason: 'What is it about?',
  anew: 'New conversation',
  sending: 'Sending…',
  late: 'Waiting to be sent',
  sent: 'Sent',
  failed: 'Not sent',
  you: 'You',
  left: (n) => `${n} characters too many`,
  errors: {
    text_too_long: 'This message is too long: 4,000 characters at most.',
    frame_too_large: 'This message is too long.',
    too_fast: 'You are writing very fast; this message will go in a moment.',
    too_many_conversations: 'Too many conversations are open. Try again a little later.',
    too_many_tabs: 'This conversation is open in too many windows.',
    try_again: 'The server is busy; we are trying again.',
    bad_phone: 'This number is not recognised. Write it with its country, as +44 7700 900123.',
    phone_not_called: 'We do not call this kind of number: give a mobile or a home number.',
    too_many_promises: 'This number will be called back already.',
    callbacks_full: 'We can promise no more calls today.',
    callback_not_offered: 'Call-backs are no longer offered at the moment.',
    offline: 'No connection. Try again when it is back.',
  },
  error: 'That did not work. Try again.',
}

export type Words = typeof FR

export const words = (lang: string): Words => (lang.toLowerCase().startsWith('en') ? EN : FR)

/** One honest sentence about where the visitor stands. */
export function standingWords(say: Words, standing: Standing): string {
  if (standing.state === 'in_contact') return standing.agent ? say.with(standing.agent.name) : say.withSomeone
  if (standing.state === 'stopped') return standing.text ?? say.stopped
  if (standing.state === 'ended') return endWords(say, standing)
  if (standing.state !== 'waiting') return ''
  const place = (standing.position ?? 1) > 1 ? say.place(standing.position ?? 1) : say.next
  return `${place}, ${waitWords(say, standing.expected_wait_s)}`
}

function endWords(say: Words, { outcome, phone, text }: Standing): string {
  if (outcome === 'callback_taken') return say.callbackTaken(phone)
  if (outcome === 'message_left') return say.messageLeft
  return outcome === 'dissuaded' ? (text ?? say.stopped) : say.ended
}

function waitWords(say: Words, waitS: number | null): string {
  if (waitS === null) return say.soon
  return waitS < 60 ? say.minute : say.minutes(Math.ceil(waitS / 60))
}
