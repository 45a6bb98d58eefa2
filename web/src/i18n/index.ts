import i18n, { changeLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'
import enApp from './en/app.json'
import enDesk from './en/desk.json'
import enErrors from './en/errors.json'
import enInteractions from './en/interactions.json'
import enPeople from './en/people.json'
import frApp from './fr/app.json'
import frDesk from './fr/desk.json'
import frErrors from './fr/errors.json'
import frInteractions from './fr/interactions.json'
import frPeople from './fr/people.json'
import type frAdmin from './fr/admin.json'
import type frFloor from './fr/floor.json'
import type frReports from './fr/reports.json'
import type frTargets from './fr/targets.json'

export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'beffroi-language'
const fr = { app: frApp, desk: frDesk, errors: frErrors, interactions: frInteractions, people: frPeople }
const en = { app: enApp, desk: enDesk, errors: enErrors, interactions: enInteractions, people: enPeople }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    /** Words of rooms that few open come with the room: see `rooms/reports/words.ts`. */
    resources: typeof fr & { admin: typeof frAdmin; floor: typeof frFloor; reports: typeof frReports; targets: typeof frTargets }
  }
}

export function isLanguage(said: string | null | undefined): said is Language {
  return said === 'fr' || said === 'en'
}

/** What the person chose here before, else what the browser asks for, else French. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (isLanguage(kept)) return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
  void changeLanguage(language)
}

/** The language of the person's own record, unless they chose another one here. */
export function proposeLanguage(language: string | null): void {
  if (isLanguage(language) && !localStorage.getItem(KEPT)) void changeLanguage(language)
}

export async function startLanguages(): Promise<void> {
  i18n.on('languageChanged', (language) => document.documentElement.setAttribute('lang', language))
  // oxlint-disable-next-line import/no-named-as-default-member
  await i18n.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'fr',
    defaultNS: 'app',
    resources: { fr, en },
    interpolation: { escapeValue: false },
  })
}
