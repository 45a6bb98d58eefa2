/** The words of this room come with it. */
import i18n from 'i18next'
import en from '~/i18n/en/targets.json'
import fr from '~/i18n/fr/targets.json'

i18n.addResourceBundle('fr', 'targets', fr)
i18n.addResourceBundle('en', 'targets', en)
