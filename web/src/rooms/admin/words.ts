/** The words of this room come with it: see `rooms/reports/words.ts`. */
import i18n from 'i18next'
import en from '~/i18n/en/admin.json'
import fr from '~/i18n/fr/admin.json'

i18n.addResourceBundle('fr', 'admin', fr)
i18n.addResourceBundle('en', 'admin', en)
