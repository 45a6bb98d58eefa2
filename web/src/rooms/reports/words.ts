/** The words of this room come with it: the desk does not wait for them. */
import i18n from 'i18next'
import en from '~/i18n/en/reports.json'
import fr from '~/i18n/fr/reports.json'

i18n.addResourceBundle('fr', 'reports', fr)
i18n.addResourceBundle('en', 'reports', en)
